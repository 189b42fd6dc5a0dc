// The operations of the API, made from its OpenAPI document; not to be edited.

import type {
  Activity,
  ActivityPreview,
  Assignment,
  AssignmentBulkAnswer,
  AssignmentBulkCreate,
  AssignmentCreate,
  AssignmentForEdit,
  AssignmentPage,
  AssignmentPreview,
  AssignmentUpdate,
  BatchRequest,
  Book,
  BookAssignment,
  BookAssignmentBulkCreate,
  BookAssignmentCreate,
  BookAssignmentPage,
  BookBatch,
  BookId,
  BookPage,
  BookPages,
  BookPagesInDetail,
  BookStructure,
  BookVideos,
  EventReceipt,
  FileLink,
  ImportReport,
  LinkRequest,
  PageActivityWithConfig,
  Publisher,
  RowId,
  SignedLinks,
  TeacherBookPage,
} from "./types.js";

export interface Operations {
  /** Many books at once */
  batchBooks: {
    path?: undefined;
    query?: undefined;
    body: BatchRequest;
    response: BookBatch;
  };
  /** Create an assignment */
  createAssignment: {
    path?: undefined;
    query?: undefined;
    body: AssignmentCreate;
    response: Assignment;
  };
  /** Create several assignments */
  createAssignments: {
    path?: undefined;
    query?: undefined;
    body: AssignmentBulkCreate;
    response: AssignmentBulkAnswer;
  };
  /** Let a school or a teacher use a book */
  createBookAssignment: {
    path?: undefined;
    query?: undefined;
    body: BookAssignmentCreate;
    response: BookAssignment;
  };
  /** Let teachers of a school use a book */
  createBookAssignments: {
    path?: undefined;
    query?: undefined;
    body: BookAssignmentBulkCreate;
    response: Array<BookAssignment>;
  };
  /** A direct link to a file of a book */
  createFileLink: {
    path: { id: BookId };
    query: { expires?: number; path: string };
    body?: undefined;
    response: FileLink;
  };
  /** Links to files that work without a token */
  createLinks: {
    path: { id: BookId };
    query?: undefined;
    body: LinkRequest;
    response: SignedLinks;
  };
  /** Delete an assignment */
  deleteAssignment: {
    path: { id: RowId };
    query?: undefined;
    body?: undefined;
    response: undefined;
  };
  /** Take a book away from a school or a teacher */
  deleteBookAssignment: {
    path: { id: RowId };
    query?: undefined;
    body?: undefined;
    response: undefined;
  };
  /** An assignment to edit */
  editAssignment: {
    path: { id: RowId };
    query?: undefined;
    body?: undefined;
    response: AssignmentForEdit;
  };
  /** One activity */
  getActivity: {
    path: { id: RowId };
    query?: undefined;
    body?: undefined;
    response: Activity;
  };
  /** One assignment */
  getAssignment: {
    path: { id: RowId };
    query?: undefined;
    body?: undefined;
    response: Assignment;
  };
  /** One book */
  getBook: {
    path: { id: BookId };
    query?: undefined;
    body?: undefined;
    response: Book;
  };
  /** A file of a book */
  getBookAsset: {
    path: { id: BookId; path: string };
    query?: undefined;
    body?: undefined;
    response: Blob;
  };
  /** The config.json of a book, as it is */
  getBookConfig: {
    path: { id: BookId };
    query?: undefined;
    body?: undefined;
    response: unknown;
  };
  /** The cover of a book */
  getBookCover: {
    path: { id: BookId };
    query?: undefined;
    body?: undefined;
    response: Blob;
  };
  /** A sound or film of a book */
  getBookMedia: {
    path: { id: BookId; path: string };
    query?: undefined;
    body?: undefined;
    response: Blob;
  };
  /** Modules, pages and the ids of their activities */
  getBookStructure: {
    path: { id: BookId };
    query?: undefined;
    body?: undefined;
    response: BookStructure;
  };
  /** The image of a page */
  getPageImage: {
    path: { id: BookId; n: number };
    query?: { module_name?: string };
    body?: undefined;
    response: Blob;
  };
  /** One publisher */
  getPublisher: {
    path: { id: BookId };
    query?: undefined;
    body?: undefined;
    response: Publisher;
  };
  /** The logo of a publisher */
  getPublisherLogo: {
    path: { id: BookId };
    query?: undefined;
    body?: undefined;
    response: Blob;
  };
  /** Import a book's activities */
  importActivities: {
    path: { id: BookId };
    query?: undefined;
    body?: undefined;
    response: ImportReport;
  };
  /** List assignments */
  listAssignments: {
    path?: undefined;
    query?: { book_id?: number; include?: string; limit?: number; offset?: number; skip?: number; status?: string; teacher_id?: string };
    body?: undefined;
    response: AssignmentPage;
  };
  /** Activities of a book */
  listBookActivities: {
    path: { id: BookId };
    query?: { include?: string };
    body?: undefined;
    response: Array<Activity>;
  };
  /** List book assignments */
  listBookAssignments: {
    path?: undefined;
    query?: { book_id?: number; limit?: number; offset?: number; school_id?: string; skip?: number; teacher_id?: string };
    body?: undefined;
    response: BookAssignmentPage;
  };
  /** Book assignments of a book */
  listBookAssignmentsOfBook: {
    path: { book_id: BookId };
    query?: undefined;
    body?: undefined;
    response: Array<BookAssignment>;
  };
  /** Pages with activities, by module */
  listBookPages: {
    path: { id: BookId };
    query?: undefined;
    body?: undefined;
    response: BookPages;
  };
  /** The films of a book, and whether they have subtitles */
  listBookVideos: {
    path: { id: BookId };
    query?: undefined;
    body?: undefined;
    response: BookVideos;
  };
  /** List and search books */
  listBooks: {
    path?: undefined;
    query?: { activity_type?: string; limit?: number; offset?: number; publisher?: string; publisher_id?: number; search?: string; skip?: number };
    body?: undefined;
    response: BookPage;
  };
  /** The activities of a page, with what their players need */
  listPageActivities: {
    path: { id: BookId; n: number };
    query?: { module_name?: string };
    body?: undefined;
    response: Array<PageActivityWithConfig>;
  };
  /** The pages of a book with everything on them */
  listPageDetails: {
    path: { id: BookId };
    query?: undefined;
    body?: undefined;
    response: BookPagesInDetail;
  };
  /** Books of a teacher */
  listTeacherBooks: {
    path: { id: RowId };
    query?: { limit?: number; offset?: number; skip?: number };
    body?: undefined;
    response: TeacherBookPage;
  };
  /** Try an activity out */
  previewActivity: {
    path: { id: RowId };
    query?: undefined;
    body?: undefined;
    response: ActivityPreview;
  };
  /** Try an assignment out */
  previewAssignment: {
    path: { id: RowId };
    query?: undefined;
    body?: undefined;
    response: AssignmentPreview;
  };
  /** An event of DCS */
  receiveEvent: {
    path?: undefined;
    query?: undefined;
    body: Record<string, unknown>;
    response: EventReceipt;
  };
  /** Change an assignment */
  updateAssignment: {
    path: { id: RowId };
    query?: undefined;
    body: AssignmentUpdate;
    response: Assignment;
  };
}

export const operations = {
  batchBooks: { method: "POST", path: "/books/batch" },
  createAssignment: { method: "POST", path: "/assignments" },
  createAssignments: { method: "POST", path: "/assignments/bulk" },
  createBookAssignment: { method: "POST", path: "/book-assignments" },
  createBookAssignments: { method: "POST", path: "/book-assignments/bulk" },
  createFileLink: { method: "GET", path: "/books/{id}/assets/presigned" },
  createLinks: { method: "POST", path: "/books/{id}/links" },
  deleteAssignment: { method: "DELETE", path: "/assignments/{id}" },
  deleteBookAssignment: { method: "DELETE", path: "/book-assignments/{id}" },
  editAssignment: { method: "GET", path: "/assignments/{id}/for-edit" },
  getActivity: { method: "GET", path: "/activities/{id}" },
  getAssignment: { method: "GET", path: "/assignments/{id}" },
  getBook: { method: "GET", path: "/books/{id}" },
  getBookAsset: { method: "GET", path: "/books/{id}/assets/{path}" },
  getBookConfig: { method: "GET", path: "/books/{id}/config" },
  getBookCover: { method: "GET", path: "/books/{id}/cover" },
  getBookMedia: { method: "GET", path: "/books/{id}/media/{path}" },
  getBookStructure: { method: "GET", path: "/books/{id}/structure" },
  getPageImage: { method: "GET", path: "/books/{id}/page-image/{n}" },
  getPublisher: { method: "GET", path: "/publishers/{id}" },
  getPublisherLogo: { method: "GET", path: "/publishers/{id}/logo" },
  importActivities: { method: "POST", path: "/books/{id}/import-activities" },
  listAssignments: { method: "GET", path: "/assignments" },
  listBookActivities: { method: "GET", path: "/books/{id}/activities" },
  listBookAssignments: { method: "GET", path: "/book-assignments" },
  listBookAssignmentsOfBook: { method: "GET", path: "/book-assignments/book/{book_id}" },
  listBookPages: { method: "GET", path: "/books/{id}/pages" },
  listBookVideos: { method: "GET", path: "/books/{id}/videos" },
  listBooks: { method: "GET", path: "/books" },
  listPageActivities: { method: "GET", path: "/books/{id}/pages/{n}/activities" },
  listPageDetails: { method: "GET", path: "/books/{id}/pages/detail" },
  listTeacherBooks: { method: "GET", path: "/teachers/{id}/books" },
  previewActivity: { method: "GET", path: "/assignments/activities/{id}/preview" },
  previewAssignment: { method: "GET", path: "/assignments/{id}/preview" },
  receiveEvent: { method: "POST", path: "/webhooks/dream-storage" },
  updateAssignment: { method: "PATCH", path: "/assignments/{id}" },
} as const;
