-- Which replica last looked, by the clock, for rows whose book DCS does not know, and when: one row at the most.
CREATE TABLE reference_audits (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    replica uuid NOT NULL,
    ended_at timestamptz NOT NULL
);
