-- What DCS tells us, each body once, and how far we are with it. (V3 was never released.)
CREATE TABLE dcs_events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body_hash bytea NOT NULL CONSTRAINT uq_dcs_events_body_hash UNIQUE,
    body text NOT NULL,
    event_type varchar(255) NOT NULL,
    event_time timestamptz,
    book_id integer,
    publisher_id integer,
    status varchar(20) NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    error text,
    received_at timestamptz NOT NULL DEFAULT now(),
    processed_at timestamptz,
    log_id uuid,
    CONSTRAINT ck_dcs_events_status
        CHECK (status IN ('pending', 'processing', 'retrying', 'success', 'failed', 'ignored'))
);
CREATE INDEX ix_dcs_events_next_attempt_at ON dcs_events (next_attempt_at)
    WHERE status IN ('pending', 'processing', 'retrying');
CREATE INDEX ix_dcs_events_failed ON dcs_events (id) WHERE status = 'failed';
CREATE INDEX ix_dcs_events_received_at ON dcs_events (received_at);

-- When DCS was asked for what a book's activities were imported from: an older answer does not replace a newer one.
CREATE TABLE activity_imports (
    dcs_book_id integer PRIMARY KEY,
    asked_at timestamptz NOT NULL
);
