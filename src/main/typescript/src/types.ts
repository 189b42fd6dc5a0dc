// The types of the API, made from its OpenAPI document; not to be edited.

/** An activity of a book */
export interface Activity {
  id: UUID;
  book_id: number;
  dream_activity_id: string | null;
  /** New types may come any time */
  activity_type: string;
  title: string | null;
  order_index: number;
  module_name: string;
  page_number: number;
  section_index: number;
  created_at: Instant;
  updated_at: Instant;
  /** {} where there is no object */
  config_json?: Record<string, unknown>;
  /** Null when DCS has it no more (book_missing is true) or can't be asked (book_missing is false, and the header Proxy-Status says dcs-books; error=destination_unavailable) */
  book?: Book | null;
  book_missing?: boolean;
}

export interface ActivityDetail {
  id: UUID;
  title: string | null;
  activity_type: string;
  section_index: number;
  order_index: number;
  /** Null when the activity does not say it */
  coords: Coords | null;
  /** config_json, with section_image_url and audio_extra.url where it names such files */
  config: Record<string, unknown>;
}

export interface ActivityFormat {
  id: UUID;
  name: string | null;
}

export interface ActivityInAssignment {
  id: UUID;
  title: string | null;
  activity_type: string;
  order_index: number;
}

export interface ActivityPreview {
  activity_id: UUID;
  activity_title: string | null;
  activity_type: string;
  config_json: Record<string, unknown>;
  book_id: number;
  book_name: string;
  publisher_name: string;
  /** Null when DCS has it no more (book_missing is true) or can't be asked (book_missing is false, and the header Proxy-Status says dcs-books; error=destination_unavailable) */
  book: Book | null;
  book_missing: boolean;
  is_preview: boolean;
}

export interface ActivityWithConfig {
  id: UUID;
  title: string | null;
  activity_type: string;
  config_json: Record<string, unknown>;
  order_index: number;
}

export interface AmbiguousActivities {
  module_name: string;
  page_number: number;
  section_index: number;
  activity_type: string;
  ids: Array<string>;
  in_config: number;
}

export interface AnswerView {
  text: string;
  coords: Coords | null;
}

/** Work on activities of a book that a teacher gives */
export interface Assignment {
  id: UUID;
  teacher_id: UUID;
  /** 0 for AI content without a book */
  book_id: number;
  book_title: string;
  book_cover_url: string | null;
  name: string;
  instructions: string | null;
  due_date: Instant | null;
  time_limit_minutes: number | null;
  scheduled_publish_date: Instant | null;
  /** draft, scheduled, published, archived; others may come */
  status: string;
  video_path: string | null;
  /** Left out of lists, unless include=resources asks for them; {"truncated":true} when they are more than 512 KB */
  resources?: Record<string, unknown> | null;
  activity_id: UUID;
  activity_title: string;
  activity_type: string;
  activities: Array<ActivityInAssignment>;
  /** 1 for AI content, which is no activity of a book */
  activity_count: number;
  /** Students who have it */
  student_count: number;
  /** Another name for student_count */
  total_students: number;
  not_started: number;
  in_progress: number;
  completed: number;
  /** Completed work that the teacher has to judge */
  pending_reviews_count: number;
  teacher_name: string | null;
  primary_skill: Skill | null;
  /** Of primary_skill */
  skill_name: string | null;
  /** Of primary_skill */
  skill_slug: string | null;
  /** Of primary_skill */
  skill_color: string | null;
  /** Of primary_skill */
  skill_icon: string | null;
  activity_format: ActivityFormat | null;
  /** Of activity_format */
  format_name: string | null;
  /** Whether it mixes several skills */
  is_mix_mode: boolean;
  created_at: Instant;
  updated_at: Instant;
  /** Null when DCS has it no more (book_missing is true) or can't be asked (book_missing is false, and the header Proxy-Status says dcs-books; error=destination_unavailable) */
  book: Book | null;
  book_missing: boolean;
}

export interface AssignmentBulkAnswer {
  success: boolean;
  message: string;
  total_created: number;
  assignments: Array<AssignmentBulkItem>;
}

export interface AssignmentBulkCreate {
  /** A teacher's token says it, otherwise required */
  teacher_id?: UUID;
  book_id: number;
  /** The day of publishing is appended: Homework - Mar 04 */
  name: string;
  instructions?: string | null;
  video_path?: string | null;
  resources?: AssignmentResourcesInput | null;
  /** Classes of the teacher */
  class_ids?: Array<string>;
  /** Students of the teacher's classes, or entered by the teacher */
  student_ids?: Array<string>;
  date_groups: Array<DateGroup>;
}

export interface AssignmentBulkItem {
  id: UUID;
  name: string;
  scheduled_publish_date: Instant | null;
  due_date: Instant | null;
  status: string;
  activity_count: number;
}

export interface AssignmentCreate {
  /** A teacher's token says it, otherwise required */
  teacher_id?: UUID;
  book_id: number;
  /** This or activity_ids */
  activity_id?: UUID;
  /** In the order that students see */
  activity_ids?: Array<string>;
  name: string;
  instructions?: string | null;
  /** In the future */
  due_date?: Instant | null;
  time_limit_minutes?: number | null;
  /** In the future, not after due_date */
  scheduled_publish_date?: Instant | null;
  /** Default: scheduled with a scheduled_publish_date, else published */
  status?: string;
  video_path?: string | null;
  resources?: AssignmentResourcesInput | null;
  /** Classes of the teacher */
  class_ids?: Array<string>;
  /** Students of the teacher's classes, or entered by the teacher */
  student_ids?: Array<string>;
}

export type AssignmentForEdit = AssignmentPreview & AssignmentRecipients;

export interface AssignmentMaterial {
  type: string;
  material_id: UUID;
  name: string;
  material_type: string;
  /** False when the teacher has deleted it */
  is_available: boolean;
  /** Bytes */
  file_size: number | null;
  mime_type: string | null;
  url: string | null;
  /** null where those of all materials are over 1 MB */
  text_content: string | null;
  /** A route of the LMS */
  download_url: string | null;
}

export interface AssignmentMaterialInput {
  material_id: UUID;
}

export interface AssignmentPage {
  items: Array<Assignment>;
  total: number;
  skip: number;
  /** Another name for skip */
  offset: number;
  limit: number;
  has_more: boolean;
  /** Whether the page ends before its limit, since it would be larger than 1 MB; the next begins at skip + the number of items */
  truncated: boolean;
}

export interface AssignmentPreview {
  assignment_id: UUID;
  assignment_name: string;
  instructions: string | null;
  due_date: Instant | null;
  time_limit_minutes: number | null;
  status: string;
  /** 0 for AI content without a book */
  book_id: number;
  book_title: string;
  book_name: string;
  publisher_name: string;
  book_cover_url: string | null;
  /** Null when DCS has it no more (book_missing is true) or can't be asked (book_missing is false, and the header Proxy-Status says dcs-books; error=destination_unavailable) */
  book: Book | null;
  book_missing: boolean;
  activities: Array<ActivityWithConfig>;
  total_activities: number;
  video_path: string | null;
  resources: AssignmentResources | null;
  is_preview?: boolean;
  /** Always empty: student_ids says it all */
  class_ids?: Array<string>;
  student_ids?: Array<string>;
  time_planning_enabled?: boolean;
  /** Null once it has passed, where it is edited */
  scheduled_publish_date: Instant | null;
  /** Always null: each became an assignment */
  date_groups: Array<unknown> | null;
}

export interface AssignmentRecipients {
  class_ids: Array<string>;
  student_ids: Array<string>;
  time_planning_enabled: boolean;
}

export interface AssignmentResources {
  videos: Array<AssignmentVideo>;
  teacher_materials: Array<AssignmentMaterial>;
}

export interface AssignmentResourcesInput {
  videos?: Array<AssignmentVideoInput>;
  teacher_materials?: Array<AssignmentMaterialInput>;
}

/** What is not sent stays, null clears */
export interface AssignmentUpdate {
  name?: string;
  instructions?: string | null;
  /** In the future, or as it is */
  due_date?: Instant | null;
  time_limit_minutes?: number | null;
  /** In the future, or as it is */
  scheduled_publish_date?: Instant | null;
  status?: string;
  activity_ids?: Array<string>;
  video_path?: string | null;
  resources?: AssignmentResourcesInput | null;
}

export interface AssignmentVideo {
  type: string;
  /** Within the book */
  path: string;
  name: string;
  subtitles_enabled: boolean;
  has_subtitles: boolean;
}

export interface AssignmentVideoInput {
  /** Within the book */
  path: string;
  /** Default: the file's */
  name?: string;
  subtitles_enabled?: boolean;
  has_subtitles?: boolean;
}

export interface AudioDetail {
  id: string;
  src: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface AudioView {
  section_index: number;
  url: string | null;
  coords: Coords | null;
}

export interface BatchRequest {
  ids: Array<number>;
}

/** A book of Dream Central Storage */
export interface Book {
  id: number;
  title: string;
  book_name: string;
  /** Always there, but for students where operators have it left out */
  publisher_id?: number;
  publisher_name: string;
  language: string;
  category: string | null;
  status: "draft" | "published" | "archived";
  cover_image_url: string;
  activity_count: number;
  activity_details: Record<string, number>;
  dream_storage_id: string;
  total_size: number | null;
  created_at: Instant | null;
  updated_at: Instant | null;
}

/** That a school or a teacher may use a book: with a school alone, all of its teachers; with a teacher, that teacher alone */
export interface BookAssignment {
  id: UUID;
  book_id: number;
  school_id: UUID | null;
  teacher_id: UUID | null;
  assigned_by: UUID;
  assigned_at: Instant;
  school_name: string | null;
  teacher_name: string | null;
  assigned_by_name: string | null;
  /** "Unknown Book" where the book itself is null */
  book_title: string;
  book_cover_url: string | null;
  /** Null when DCS has it no more (book_missing is true) or can't be asked (book_missing is false, and the header Proxy-Status says dcs-books; error=destination_unavailable) */
  book: Book | null;
  book_missing: boolean;
  created?: boolean;
}

export interface BookAssignmentBulkCreate {
  book_id: number;
  school_id: UUID;
  /** These teachers of the school, each alone */
  teacher_ids?: Array<string>;
  /** The school as a whole, with all its teachers to come */
  assign_to_all_teachers?: boolean;
  /** The user; only without a token, which says who it is */
  assigned_by?: UUID;
}

export interface BookAssignmentCreate {
  book_id: number;
  /** This or teacher_id */
  school_id?: UUID;
  /** This or school_id */
  teacher_id?: UUID;
  /** The user; only without a token, which says who it is */
  assigned_by?: UUID;
}

export interface BookAssignmentPage {
  items: Array<BookAssignment>;
  total: number;
  skip: number;
  /** Another name for skip */
  offset: number;
  limit: number;
  has_more: boolean;
  /** Whether the page ends before its limit: it would be too large */
  truncated: boolean;
}

export interface BookBatch {
  items: Array<Book>;
  missing: Array<number>;
  unavailable: Array<number>;
}

export type BookId = number;

export interface BookPage {
  items: Array<Book>;
  total: number;
  skip: number;
  limit: number;
}

export interface BookPages {
  book_id: number;
  /** By name; pages without activities are left out */
  modules: Array<ModulePages>;
  total_pages: number;
  total_activities: number;
  warnings: Array<string>;
}

export interface BookPagesInDetail {
  book_id: number;
  /** Those with pages, as config.json has them */
  modules: Array<ModuleDetail>;
  /** The pages of all modules, one after the other */
  pages: Array<PageDetail>;
  total_pages: number;
  total_activities: number;
  warnings: Array<string>;
}

export interface BookStructure {
  book_id: number;
  /** In the order of config.json; those without an activity that has a player are left out */
  modules: Array<ModuleStructure>;
  total_pages: number;
  total_activities: number;
  /** What config.json has, too */
  not_imported: Array<NotImportedActivity>;
  warnings: Array<string>;
}

export interface BookVideo {
  path: string;
  name: string;
  size_bytes: number;
  /** Whether there is an .srt file of its name */
  has_subtitles: boolean;
}

export interface BookVideos {
  book_id: number;
  /** Those of config.json that DCS has, once each */
  videos: Array<BookVideo>;
  total_count: number;
}

/** A rectangle on the page's image, in its pixels */
export interface Coords {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface DateGroup {
  /** By now: published at once */
  scheduled_publish_date: Instant;
  due_date?: Instant | null;
  time_limit_minutes?: number | null;
  activity_ids: Array<string>;
}

export interface EventReceipt {
  status: string;
  event_id?: number;
}

export interface FieldError {
  field: string;
  message: string;
}

export interface FileLink {
  url: string;
  expires_in_seconds: number;
  content_type: string | null;
}

export interface FillAnswer {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
  text: string;
}

export interface FillView {
  section_index: number;
  answers: Array<AnswerView>;
}

/** What an import of a book's activities did */
export interface ImportReport {
  book_id: number;
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  /** Gone from config.json, but still in use, by an assignment for example */
  kept: Array<KeptActivity>;
  /** Where several activities share place and type: nothing was changed there */
  ambiguous: Array<AmbiguousActivities>;
  /** Types that the database's enum does not know: left out */
  unknown_types: Array<string>;
}

export type Instant = string;

export interface KeptActivity {
  id: UUID;
  activity_type: string;
  title: string | null;
  module_name: string;
  page_number: number;
  section_index: number;
}

export interface LinkRequest {
  /** Up to 100: cover, assets/…, media/… or page-image/8, not encoded; a path of a file without a route is one of assets */
  paths: Array<string>;
  /** For how many seconds */
  expires_in?: number;
}

export interface ModuleDetail {
  module_index: number;
  name: string;
  /** Where its first page is among all pages, from 0 */
  first_page_index: number;
  page_count: number;
  /** The same pages in the shape of before: use the flat list */
  pages: Array<PageInModule>;
}

export interface ModulePages {
  /** Null when config.json does not know the module */
  module_index: number | null;
  name: string;
  pages: Array<PageSummary>;
}

export interface ModuleStructure {
  /** Null when config.json does not know the module */
  module_index: number | null;
  name: string;
  page_start: number;
  page_end: number;
  activity_count: number;
  activity_ids: Array<string>;
  pages: Array<PageStructure>;
}

export interface NotImportedActivity {
  module_name: string;
  page_number: number;
  section_index: number;
  activity_type: string;
  title: string;
  /** Why it can't be assigned */
  reason: "no_player" | "never_imported";
}

export interface PageActivity {
  id: UUID;
  activity_type: string;
  title: string | null;
  /** Null when config.json does not know it */
  module_index: number | null;
  module_name: string;
  page_number: number;
  section_index: number;
  order_index: number;
  coords: Coords | null;
  audio_url: string | null;
}

export interface PageActivityWithConfig {
  section_index: number;
  audio_url: string | null;
  page_number: number;
  module_name: string;
  /** Null when config.json does not know it */
  module_index: number | null;
  order_index: number;
  id: UUID;
  activity_type: string;
  title: string | null;
  coords: Coords | null;
  config_json: Record<string, unknown>;
}

export interface PageDetail {
  page_number: number;
  module_name: string;
  /** Its path is not percent-encoded */
  image_url: string;
  activities: Array<ActivityDetail>;
  /** What config.json has on the page, too */
  not_imported: Array<NotImportedActivity>;
  audio: Array<AudioDetail>;
  video: Array<VideoDetail>;
  fill_answers: Array<FillAnswer>;
}

export interface PageInModule {
  page_number: number;
  image_url: string | null;
  activities: Array<PageActivity>;
  audio: Array<AudioView>;
  video: Array<VideoView>;
  fill: Array<FillView>;
}

export interface PageStructure {
  page_number: number;
  /** Its path is not percent-encoded */
  thumbnail_url: string;
  activity_count: number;
  activity_ids: Array<string>;
}

export interface PageSummary {
  page_number: number;
  activity_count: number;
  /** Its path is not percent-encoded */
  thumbnail_url: string;
}

/** RFC 9457 problem details */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  errors?: Array<FieldError>;
  /** In how many seconds to try again, as Retry-After has it */
  retry_after?: number;
}

/** A publisher of Dream Central Storage */
export interface Publisher {
  id: number;
  name: string;
  display_name: string;
  description: string | null;
  logo_url: string;
  /** Null for teachers and students */
  contact_email: string | null;
  status: string | null;
  created_at: Instant | null;
  updated_at: Instant | null;
}

export type RowId = UUID;

export interface SignedLink {
  path: string;
  url: string;
}

export interface SignedLinks {
  links: Array<SignedLink>;
  /** Paths that can't be linked, by their place */
  errors: Array<FieldError>;
  expires_at: Instant;
  expires_in_seconds: number;
}

export interface Skill {
  id: UUID;
  name: string | null;
  slug: string | null;
  color: string | null;
  icon: string | null;
}

export interface TeacherBook {
  book_id: number;
  book_title: string | null;
  book_cover_url: string | null;
  /** Null when DCS has it no more (book_missing is true) or can't be asked (book_missing is false, and the header Proxy-Status says dcs-books; error=destination_unavailable) */
  book: Book | null;
  book_missing: boolean;
}

export interface TeacherBookPage {
  items: Array<TeacherBook>;
  total: number;
  skip: number;
  /** Another name for skip */
  offset: number;
  limit: number;
  has_more: boolean;
  /** Whether the page ends before its limit: it would be too large */
  truncated: boolean;
}

export type UUID = string;

export interface VideoDetail {
  id: string;
  src: string;
  poster: string | null;
  /** Where subtitles would be, whether or not they are there */
  subtitle_src: string | null;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface VideoView {
  section_index: number;
  url: string | null;
  poster_url: string | null;
  subtitles_url: string | null;
  coords: Coords | null;
}
