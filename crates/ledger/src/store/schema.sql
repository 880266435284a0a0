-- The ledger: everything that was read of a dispute and everything that people said of it, in one SQLite file.
--
-- Two kinds of table. What was READ (run, page, article, record, party) and what PEOPLE said (correction) is kept as it
-- came and is all that counts. What follows from them (occurrence, report, ... under "derived") is a pure function of
-- the first kind, rebuilt at the end of each `standoff read`; state.derived = state.revision says that it is up to date
-- for the program that state.derived_by names. Another program makes its own.
--
-- Days are texts (2018-06-12), both ends included. Places in a text are code points. JSON columns hold the objects
-- that `standoff annotate` prints. application_id is 0x53744F66 ('StOf'); user_version is the number of the last
-- "-- version" part below that was run. A part is never changed once it was published; a new one is added.
--
-- Try: sqlite3 FILE "SELECT day_from, type, json_extract(json, '$.evidence.quote') FROM record WHERE kind = 'event'"

-- version 1

-- One row a set of versions with which pages were read.
CREATE TABLE run (
    number     INTEGER PRIMARY KEY,
    program    TEXT NOT NULL,        -- version of this program
    model      TEXT NOT NULL,        -- name and version of the English model
    data       TEXT NOT NULL,        -- hash of all data files
    likelihood TEXT NOT NULL,        -- table by which words of likelihood were read: icd203, kent, ipcc
    UNIQUE (program, model, data, likelihood)
) STRICT;

-- One row a page as it was given: by it a page is known again, and not read twice by the same versions.
CREATE TABLE page (
    key     TEXT NOT NULL,           -- hash of its bytes and of what its source says of it
    name    TEXT NOT NULL,           -- as messages call it: pages/a.html, news.jsonl:17
    article TEXT NOT NULL,           -- the article it gave
    run     INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY (key, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_article ON page (article);

-- One row an article: a page's prose.
CREATE TABLE article (
    number           INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE, -- a:..., hash of publisher, title, day and text
    run              INTEGER NOT NULL REFERENCES run,
    published_from   TEXT,           -- day of publication, or the days between which it lies; null where unknown
    published_to     TEXT,
    published_basis  TEXT NOT NULL,  -- stated, given, inferred, unknown
    publisher        TEXT,
    title            TEXT,
    type             TEXT NOT NULL,  -- news, opinion, analysis, interview, timeline, other
    republished_from TEXT,
    url              TEXT,
    path             TEXT,
    text             TEXT NOT NULL,  -- all places of records point into it
    dropped          TEXT NOT NULL,  -- JSON: what the page held besides, with reasons
    fields           TEXT NOT NULL   -- JSON: the article without text and dropped
) STRICT;
CREATE INDEX article_published ON article (published_to);

-- One row a record: event, statement, position, forecast or office, as read in one place.
CREATE TABLE record (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,        -- e: s: p: f: o:
    article    TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    sentence   INTEGER NOT NULL,
    start      INTEGER NOT NULL,     -- of its evidence
    type       TEXT,                 -- event: PLOVER type; position: stance; forecast: outcome; office: status
    factuality TEXT,                 -- event
    issue      TEXT,                 -- position
    day_from   TEXT,                 -- when it is, as far as its text says; a forecast's horizon
    day_to     TEXT,
    confidence REAL NOT NULL,
    quote      TEXT NOT NULL,        -- its evidence
    json       TEXT NOT NULL,        -- all of it
    UNIQUE (article, id)
) STRICT;
CREATE INDEX record_id ON record (id);
CREATE INDEX record_kind ON record (kind, day_from);

-- Who takes part in a record.
CREATE TABLE party (
    record INTEGER NOT NULL REFERENCES record (number) ON DELETE CASCADE,
    role   TEXT NOT NULL,            -- actor, recipient, holder, toward, subject, person
    side   TEXT NOT NULL,            -- for which it acts: a country's or body's code, else a group's name
    code   TEXT,
    name   TEXT NOT NULL,
    person TEXT
) STRICT;
CREATE INDEX party_record ON party (record);
CREATE INDEX party_side ON party (side);

-- An article that another one took the place of: its page was read again by other versions and gave another text.
CREATE TABLE succession (
    old TEXT PRIMARY KEY,
    new TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Words: SELECT id FROM article WHERE number IN (SELECT rowid FROM article_words WHERE article_words MATCH 'missile').
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text, content = 'article', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TRIGGER article_words_in AFTER INSERT ON article BEGIN
    INSERT INTO article_words (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER article_words_out AFTER DELETE ON article BEGIN
    INSERT INTO article_words (article_words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
CREATE VIRTUAL TABLE record_words USING fts5 (
    quote, content = 'record', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TRIGGER record_words_in AFTER INSERT ON record BEGIN
    INSERT INTO record_words (rowid, quote) VALUES (new.number, new.quote);
END;
CREATE TRIGGER record_words_out AFTER DELETE ON record BEGIN
    INSERT INTO record_words (record_words, rowid, quote) VALUES ('delete', old.number, old.quote);
END;

-- What people said: one row an act of a person. Rows are added, never changed or taken away; of two that set the same
-- field the later counts.
CREATE TABLE correction (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT NOT NULL,           -- when, UTC
    by      TEXT NOT NULL,           -- who
    because TEXT NOT NULL CHECK (because <> ''),
    action  TEXT NOT NULL CHECK (action IN ('set', 'reject', 'confirm', 'merge', 'split')),
    target  TEXT NOT NULL,           -- the id that the person named
    field   TEXT,                    -- set: which field
    value   TEXT,                    -- set: what it is
    was     TEXT,                    -- set: what it was
    anchors TEXT NOT NULL            -- JSON: the records or the article meant, with the words by which they are found again
) STRICT;
CREATE TRIGGER correction_stays BEFORE UPDATE ON correction BEGIN
    SELECT RAISE (ABORT, 'corrections are never changed: add another');
END;
CREATE TRIGGER correction_is_kept BEFORE DELETE ON correction BEGIN
    SELECT RAISE (ABORT, 'corrections are never taken away: add another');
END;

-- One row: how often anything above was changed, and at which count the derived tables were built.
CREATE TABLE state (
    revision INTEGER NOT NULL,
    derived  INTEGER NOT NULL
) STRICT;
INSERT INTO state (revision, derived) VALUES (0, 0);

-- Derived: one row a real thing, however many records report it.
CREATE TABLE occurrence (
    id          TEXT PRIMARY KEY,    -- x:
    type        TEXT NOT NULL,       -- PLOVER type
    factuality  TEXT NOT NULL,
    day_from    TEXT,
    day_to      TEXT,
    place       TEXT,
    reports     INTEGER NOT NULL,    -- records that report it
    outlets     INTEGER NOT NULL,    -- outlets that print it
    independent INTEGER NOT NULL,    -- outlets that report it on their own
    json        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Derived: which records report it.
CREATE TABLE report (
    occurrence TEXT NOT NULL,
    record     TEXT NOT NULL,
    origin     TEXT NOT NULL,        -- the outlet whose report it is
    PRIMARY KEY (occurrence, record)
) STRICT, WITHOUT ROWID;
-- Derived: one row a position, forecast or office, however many records carry it.
CREATE TABLE line (
    id       TEXT PRIMARY KEY,       -- q: position, g: forecast, r: office
    kind     TEXT NOT NULL,
    day_from TEXT,
    day_to   TEXT,
    says     TEXT NOT NULL,
    json     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Derived: sides, what they are called, and in how many occurrences they take part.
CREATE TABLE actor (
    side        TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    occurrences INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Derived: pages that print another's text.
CREATE TABLE copy (
    article  TEXT PRIMARY KEY,
    original TEXT NOT NULL,
    shared   REAL NOT NULL           -- share of the shorter text that stands in the longer one
) STRICT, WITHOUT ROWID;

-- version 2

-- One row an event of a table made elsewhere, as that table has it; kept apart from what was read.
CREATE TABLE table_event (
    id          TEXT PRIMARY KEY,    -- x:, hash of the table's format and of the row's own id or cells
    format      TEXT NOT NULL,       -- icews, gdelt, polecat, csv
    day         TEXT NOT NULL,       -- when it was
    known       TEXT NOT NULL,       -- when it was made known; the day itself where the table does not say
    source_name TEXT NOT NULL,       -- who acts, as written
    source_side TEXT NOT NULL,       -- the side for which it acts
    target_name TEXT NOT NULL,       -- who is acted on
    target_side TEXT NOT NULL,
    label       TEXT NOT NULL,       -- the kind of event in the table's own words
    cameo       TEXT,
    type        TEXT,                -- PLOVER type; null where PLOVER has none
    mode        TEXT,                -- PLOVER mode
    reports     INTEGER NOT NULL,    -- reports that the row stands for
    place       TEXT,
    link        TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX table_event_sides ON table_event (source_side, target_side, day);

-- Derived: the articles of one dispute.
CREATE TABLE storyline (
    id       TEXT PRIMARY KEY,
    day_from TEXT,                   -- days of publication of its first and last article
    day_to   TEXT,
    title    TEXT,
    articles INTEGER NOT NULL,
    json     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE storyline_article (
    article   TEXT PRIMARY KEY,
    storyline TEXT NOT NULL
) STRICT, WITHOUT ROWID;
UPDATE state SET derived = -1;

-- version 3

-- Named dates by which pages are read: 'before Christmas', 'after the grain talks'. What a person added comes first and
-- stays; the rest is the table with which pages were read last (data/time/calendar.tsv, whose head explains the columns).
-- A correction that rejects an id takes an entry out of the reading. Adding or rejecting one makes the next
-- `standoff read` read the pages that it is given anew.
CREATE TABLE calendar (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    id      TEXT NOT NULL UNIQUE,    -- n:, hash of name, words, country, kind and rule
    name    TEXT NOT NULL,           -- what readers call it
    words   TEXT NOT NULL,           -- its names in texts, parted by |
    country TEXT NOT NULL,           -- ISO 3166 alpha-3; - where it is nobody's own
    kind    TEXT NOT NULL,           -- day: a time by itself; event: something that has a date; start: of a period
    rule    TEXT NOT NULL,           -- when it is: 'dates 2019-06-30', '12-25', '4 thursday november'
    at      TEXT,                    -- when a person added it, UTC; null for an entry of the table, as are the next two
    by      TEXT,
    because TEXT CHECK (at IS NULL OR because <> '')
) STRICT;
CREATE TRIGGER calendar_stays BEFORE UPDATE ON calendar WHEN old.at IS NOT NULL BEGIN
    SELECT RAISE (ABORT, 'what a person added is never changed: reject it and add another');
END;
CREATE TRIGGER calendar_is_kept BEFORE DELETE ON calendar WHEN old.at IS NOT NULL BEGIN
    SELECT RAISE (ABORT, 'what a person added is never taken away: reject it');
END;

-- From here on `line` holds statements, too (u:), and the json of each line says who reported it and when; that of a
-- position says which line it follows and which it changes.
UPDATE state SET derived = -1;

-- version 4

-- By which program, with which of its tables, the derived tables were filled. From here on the program itself takes its
-- lines from them, where it would make the same.
ALTER TABLE state ADD COLUMN derived_by TEXT;

-- version 5

-- Derived: records whose words do not stand in their article; they count nowhere.
CREATE TABLE unanchored (
    record INTEGER PRIMARY KEY
) STRICT;
-- From here on `actor` holds the sides that take part in any record; of those in no occurrence the count is 0.
UPDATE state SET derived = -1;
