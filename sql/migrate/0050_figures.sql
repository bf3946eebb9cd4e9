-- What pages over many records show is kept by the transactions that change it, so that no page counts a growing table (R4.1, RX.1; issue 10):
-- how many records are in which state, what was handed in per month, which open records are due when.  Search finds what is old and
-- frequent without reading all of it (RX.5).  app.figures_wrong compares what is kept with the records; gatehousectl check asks it.

-- Who counts sees what row security hides from whoever acts: every record counts, whoever moved it.
RESET ROLE;
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_keeper') THEN
		CREATE ROLE gatehouse_keeper NOLOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE;
	END IF;
END $$;
GRANT USAGE, CREATE ON SCHEMA app TO gatehouse_keeper;
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- ---------------------------------------------------------------- figures

-- A change adds a row, +1 or -1: no transaction waits for another's.  What is shown is their sum.
CREATE TABLE figure (
	site_id bigint NOT NULL,
	what text NOT NULL CONSTRAINT figure_is_known CHECK (what IN ('state', 'flow')),
	a text NOT NULL,
	b text NOT NULL,
	c text NOT NULL DEFAULT '',
	visible smallint NOT NULL,
	id bigint GENERATED ALWAYS AS IDENTITY,
	n bigint NOT NULL,
	PRIMARY KEY (site_id, what, a, b, c, visible, id) INCLUDE (n)
);
SELECT tenant_table('figure', 'SELECT');
ALTER POLICY site ON figure USING (site_id = app.site() AND (visible = 0 OR visible <= app.clearance()));
SELECT describe('figure', 'How many records there are of a sort, as rows to be added up; written by triggers alone.',
	'what', 'state: by kind (a) and state (b).  flow: requirements that everyone sees, by month (a), channel (b) and class (c).', 'a', 'First thing it is counted by.', 'b', 'Second.', 'c', 'Third; empty: none.',
	'visible', 'record.visible of what is counted: whoever may not see such records does not see their figures.', 'n', 'How many more; negative: fewer.');

-- ---------------------------------------------------------------- open records and their day

-- Without a foreign key: the triggers of record write it and nobody else, and it would cost each new record a look-up.
CREATE TABLE open_record (
	site_id bigint NOT NULL,
	record_id bigint NOT NULL,
	kind text NOT NULL,
	state text NOT NULL,
	visible smallint NOT NULL,
	due date,
	waits date,
	since date NOT NULL GENERATED ALWAYS AS (COALESCE(LEAST(due, waits), 'infinity'::date)) STORED,
	PRIMARY KEY (site_id, record_id)
) WITH (fillfactor = 85);
SELECT tenant_table('open_record', 'SELECT', true);
ALTER POLICY site ON open_record USING (site_id = app.site() AND (visible = 0 OR visible <= app.clearance() OR app.sees(site_id, record_id)));
CREATE INDEX open_record_by_state ON open_record (site_id, kind, state, since, record_id) INCLUDE (visible);
CREATE INDEX open_record_by_day ON open_record (site_id, since, record_id) INCLUDE (kind, state, visible);
SELECT describe('open_record', 'Every record that is not at its end, with its day; written by triggers alone.', 'kind', 'As record.kind.', 'state', 'As record.state.',
	'due', 'As record.due.', 'waits', 'The earliest day of what waits for somebody there.', 'since', 'The earlier of both: past, the record is overdue (app.overdue).');

ALTER TABLE waiting ADD COLUMN visible smallint NOT NULL DEFAULT 2;
COMMENT ON COLUMN waiting.visible IS 'As record.visible, kept the same by triggers: so that row security need not look there.';
-- Every text is given its kind below, which costs nothing while there is no index; the new one follows at the end.
DROP INDEX record_text_by_words;
ALTER TABLE record_text ADD COLUMN kind text NOT NULL DEFAULT '';
COMMENT ON COLUMN record_text.kind IS 'As record.kind, which never changes: search is often for one kind.';

GRANT SELECT (site_id, id, kind, state, visible, due, created_at, closed_at) ON record TO gatehouse_keeper;
GRANT SELECT (site_id, record_id, due, visible), UPDATE (visible) ON waiting TO gatehouse_keeper;
GRANT SELECT (site_id, record_id, channel, class, visible) ON requirement TO gatehouse_keeper;
GRANT SELECT (site_id, record_id, kind), UPDATE (kind) ON record_text TO gatehouse_keeper;
GRANT SELECT, INSERT, UPDATE, DELETE ON figure, open_record TO gatehouse_keeper;

-- What is overdue is said in one place (R4.1).
CREATE OR REPLACE FUNCTION overdue(p_site bigint, p_today date) RETURNS TABLE (record_id bigint, kind text, state text, since date) LANGUAGE sql STABLE PARALLEL SAFE ROWS 50 AS $$
	SELECT o.record_id, o.kind, o.state, o.since FROM app.open_record o WHERE o.site_id = p_site AND o.since < p_today
$$;
DROP INDEX record_overdue, waiting_overdue;

-- What waits is counted and found along its indexes alone; of a record, the earliest first.
DROP INDEX waiting_by_account, waiting_by_permission, waiting_by_record;
CREATE INDEX waiting_by_account ON waiting (site_id, account_id, urgency, since, id) INCLUDE (visible);
CREATE INDEX waiting_by_permission ON waiting (site_id, permission, urgency, since, id) INCLUDE (visible, except_id);
CREATE INDEX waiting_by_record ON waiting (site_id, record_id, due, id);

-- What row security asks of a draft or a restricted record that is one's own: few rows, along an index.
CREATE INDEX record_shy_by_author ON record (site_id, created_by, kind, state) INCLUDE (id, visible) WHERE visible > 0;

-- My work asks this of the few lines that are decisions.  In functions, because sub-selects would be set up anew each time, with all that
-- row security adds to them, though most people are never asked: a third of the statement.
CREATE FUNCTION has_vote(p_site bigint, p_approval bigint, p_account bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN EXISTS (SELECT FROM app.vote v WHERE v.site_id = p_site AND v.approval_id = p_approval AND v.account_id = p_account);
END $$;
COMMENT ON FUNCTION has_vote IS 'Is there a vote of this account in the round?';
CREATE FUNCTION has_cast(p_site bigint, p_approval bigint, p_by bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN EXISTS (SELECT FROM app.vote v WHERE v.site_id = p_site AND v.approval_id = p_approval AND v.cast_by = p_by AND v.account_id <> p_by);
END $$;
COMMENT ON FUNCTION has_cast IS 'Has this account cast a vote for somebody else in the round?';
REVOKE ALL ON FUNCTION has_vote, has_cast FROM PUBLIC;
GRANT EXECUTE ON FUNCTION has_vote, has_cast TO gatehouse_app;

-- ---------------------------------------------------------------- what there is, by looking at the records

CREATE FUNCTION figures_true(p_site bigint) RETURNS TABLE (what text, a text, b text, c text, visible smallint, n bigint) LANGUAGE sql STABLE AS $$
	SELECT 'state', r.kind, r.state, '', r.visible, count(*) FROM app.record r WHERE r.site_id = p_site AND r.visible < 3 GROUP BY r.kind, r.state, r.visible
	UNION ALL
	SELECT 'flow', to_char(r.created_at, 'YYYY-MM'), q.channel, COALESCE(q.class, ''), 0::smallint, count(*)
	FROM app.record r JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
	WHERE r.site_id = p_site AND q.visible = 0 GROUP BY 2, 3, 4
$$;
COMMENT ON FUNCTION figures_true IS 'The figures of a site, counted anew by who sees all records; months are those of the session''s time zone.';
CREATE FUNCTION open_records_true(p_site bigint) RETURNS TABLE (record_id bigint, kind text, state text, visible smallint, due date, waits date) LANGUAGE sql STABLE AS $$
	SELECT r.id, r.kind, r.state, r.visible, r.due, w.due
	FROM app.record r LEFT JOIN (SELECT w.record_id, min(w.due) AS due FROM app.waiting w WHERE w.site_id = p_site GROUP BY w.record_id) w ON w.record_id = r.id
	WHERE r.site_id = p_site AND r.closed_at IS NULL
$$;
COMMENT ON FUNCTION open_records_true IS 'What open_record should say of a site, by who sees all records.';

CREATE FUNCTION figures_wrong(p_site bigint) RETURNS TABLE (what text) LANGUAGE sql STABLE AS $$
	SELECT format('%s %s %s %s (%s): kept %s, there are %s', what, a, b, c, visible, COALESCE(k.n, 0), COALESCE(t.n, 0))
	FROM (SELECT f.what, f.a, f.b, f.c, f.visible, sum(f.n) AS n FROM app.figure f WHERE f.site_id = p_site GROUP BY 1, 2, 3, 4, 5) k
	FULL JOIN app.figures_true(p_site) t USING (what, a, b, c, visible) WHERE COALESCE(k.n, 0) <> COALESCE(t.n, 0)
	UNION ALL
	SELECT format('open record %s: kept %s, it is %s', record_id, k, t) FROM
	(SELECT record_id, kind, state, visible, due, waits FROM app.open_record WHERE site_id = p_site) k
	FULL JOIN app.open_records_true(p_site) t USING (record_id)
	WHERE (k.kind, k.state, k.visible, k.due, k.waits) IS DISTINCT FROM (t.kind, t.state, t.visible, t.due, t.waits)
	UNION ALL
	SELECT format('waiting %s has the sight %s', w.id, w.visible) FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id
	WHERE w.site_id = p_site AND w.visible <> r.visible
	UNION ALL
	SELECT format('the text of record %s is filed under the kind "%s"', x.record_id, x.kind) FROM app.record_text x JOIN app.record r ON r.site_id = x.site_id AND r.id = x.record_id
	WHERE x.site_id = p_site AND x.kind <> r.kind
$$;
COMMENT ON FUNCTION figures_wrong IS 'Where what is kept of a site differs from its records, by who sees all of them; no row: all is well.';

-- ---------------------------------------------------------------- kept by triggers

RESET ROLE;
SET LOCAL ROLE gatehouse_keeper;

-- One row for each sort.  Rows that another transaction holds stay as they are: nobody waits.
CREATE FUNCTION app.figures_fold(p_site bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	WITH many AS MATERIALIZED (
		SELECT f.what, f.a, f.b, f.c, f.visible FROM figure f WHERE f.site_id = p_site GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1),
	held AS MATERIALIZED (
		SELECT f.* FROM many m JOIN figure f ON f.site_id = p_site AND (f.what, f.a, f.b, f.c, f.visible) = (m.what, m.a, m.b, m.c, m.visible) FOR UPDATE OF f SKIP LOCKED),
	gone AS (
		DELETE FROM figure f USING held h WHERE f.site_id = p_site AND (f.what, f.a, f.b, f.c, f.visible, f.id) = (h.what, h.a, h.b, h.c, h.visible, h.id) RETURNING f.*)
	INSERT INTO figure (site_id, what, a, b, c, visible, n)
	SELECT p_site, g.what, g.a, g.b, g.c, g.visible, sum(g.n) FROM gone g GROUP BY 2, 3, 4, 5, 6 HAVING sum(g.n) <> 0;
END $$;
COMMENT ON FUNCTION app.figures_fold IS 'Adds up the rows of figures of a site.';

CREATE FUNCTION app.record_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	IF (OLD.kind, OLD.state, OLD.visible) IS DISTINCT FROM (NEW.kind, NEW.state, NEW.visible) THEN
		INSERT INTO figure (site_id, what, a, b, visible, n)
		SELECT x.site_id, 'state', x.kind, x.state, x.visible, x.n FROM (VALUES (OLD.site_id, OLD.kind, OLD.state, OLD.visible, -1), (NEW.site_id, NEW.kind, NEW.state, NEW.visible, 1)) x (site_id, kind, state, visible, n)
		WHERE x.visible < 3;
		-- Now and then, so that few rows are to be added up.
		IF random() < 0.02 THEN
			PERFORM figures_fold(COALESCE(NEW.site_id, OLD.site_id));
		END IF;
	END IF;
	IF TG_OP = 'INSERT' THEN
		IF NEW.closed_at IS NULL THEN
			INSERT INTO open_record (site_id, record_id, kind, state, visible, due) VALUES (NEW.site_id, NEW.id, NEW.kind, NEW.state, NEW.visible, NEW.due);
		END IF;
		RETURN NULL;
	END IF;
	IF TG_OP = 'DELETE' OR NEW.closed_at IS NOT NULL THEN
		DELETE FROM open_record o WHERE o.site_id = OLD.site_id AND o.record_id = OLD.id;
	ELSIF OLD.closed_at IS NULL THEN
		UPDATE open_record o SET kind = NEW.kind, state = NEW.state, visible = NEW.visible, due = NEW.due WHERE o.site_id = NEW.site_id AND o.record_id = NEW.id;
	ELSE
		INSERT INTO open_record (site_id, record_id, kind, state, visible, due, waits) VALUES (NEW.site_id, NEW.id, NEW.kind, NEW.state, NEW.visible, NEW.due,
			(SELECT min(w.due) FROM waiting w WHERE w.site_id = NEW.site_id AND w.record_id = NEW.id));
	END IF;
	IF NEW.visible <> OLD.visible THEN
		UPDATE waiting w SET visible = NEW.visible WHERE w.site_id = NEW.site_id AND w.record_id = NEW.id;
	END IF;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION app.record_kept IS 'Keeps figures, open_record and the sight of what waits when a record is made, moved, hidden, dated, ended or removed.';

-- The month of a requirement; one that is imported is given its day before it has a row here.
CREATE FUNCTION app.requirement_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	INSERT INTO figure (site_id, what, a, b, c, visible, n)
	SELECT x.site_id, 'flow', to_char(r.created_at, 'YYYY-MM'), x.channel, COALESCE(x.class, ''), 0, x.n
	FROM (VALUES (OLD.site_id, OLD.record_id, OLD.channel, OLD.class, OLD.visible, -1), (NEW.site_id, NEW.record_id, NEW.channel, NEW.class, NEW.visible, 1)) x (site_id, record_id, channel, class, visible, n)
	JOIN record r ON r.site_id = x.site_id AND r.id = x.record_id
	WHERE x.visible = 0;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION app.requirement_kept IS 'Keeps the flow of requirements.';
CREATE FUNCTION app.record_dated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	INSERT INTO figure (site_id, what, a, b, c, visible, n)
	SELECT NEW.site_id, 'flow', to_char(x.made, 'YYYY-MM'), q.channel, COALESCE(q.class, ''), 0, x.n
	FROM requirement q, (VALUES (OLD.created_at, -1), (NEW.created_at, 1)) x (made, n)
	WHERE q.site_id = NEW.site_id AND q.record_id = NEW.id AND q.visible = 0;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION app.record_dated IS 'A requirement that is given another day moves to its month.';

CREATE FUNCTION app.waiting_comes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	NEW.visible := COALESCE((SELECT r.visible FROM record r WHERE r.site_id = NEW.site_id AND r.id = NEW.record_id), 2);
	IF NEW.due IS NOT NULL THEN
		UPDATE open_record o SET waits = NEW.due WHERE o.site_id = NEW.site_id AND o.record_id = NEW.record_id AND (o.waits IS NULL OR o.waits > NEW.due);
	END IF;
	RETURN NEW;
END $$;
COMMENT ON FUNCTION app.waiting_comes IS 'What waits begins with the sight of its record, and may be its earliest day.';
CREATE FUNCTION app.waiting_goes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	UPDATE open_record o SET waits = (SELECT min(w.due) FROM waiting w WHERE w.site_id = OLD.site_id AND w.record_id = OLD.record_id)
	WHERE o.site_id = OLD.site_id AND o.record_id = OLD.record_id AND (TG_OP = 'UPDATE' OR o.waits = OLD.due);
	RETURN NULL;
END $$;
COMMENT ON FUNCTION app.waiting_goes IS 'When what waits goes, or gets another day, the next one may be the earliest.';
CREATE FUNCTION app.text_filed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	NEW.kind := COALESCE((SELECT r.kind FROM record r WHERE r.site_id = NEW.site_id AND r.id = NEW.record_id), '');
	RETURN NEW;
END $$;
COMMENT ON FUNCTION app.text_filed IS 'A text is filed under the kind of its record.';

-- For what was there before, and for data made past the triggers.
CREATE FUNCTION app.figures_make(p_site bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
	DELETE FROM figure f WHERE f.site_id = p_site;
	INSERT INTO figure (site_id, what, a, b, c, visible, n) SELECT p_site, * FROM figures_true(p_site);
	UPDATE waiting w SET visible = r.visible FROM record r WHERE w.site_id = p_site AND r.site_id = p_site AND r.id = w.record_id AND w.visible <> r.visible;
	DELETE FROM open_record o WHERE o.site_id = p_site;
	INSERT INTO open_record (site_id, record_id, kind, state, visible, due, waits) SELECT p_site, * FROM open_records_true(p_site);
	UPDATE record_text x SET kind = r.kind FROM record r WHERE x.site_id = p_site AND r.site_id = p_site AND r.id = x.record_id AND x.kind <> r.kind $$;
COMMENT ON FUNCTION app.figures_make IS 'Counts a site anew; for the administrator, while nobody works in it.';
REVOKE ALL ON FUNCTION app.figures_fold, app.record_kept, app.requirement_kept, app.record_dated, app.waiting_comes, app.waiting_goes, app.text_filed, app.figures_make FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.record_kept, app.requirement_kept, app.record_dated, app.waiting_comes, app.waiting_goes, app.text_filed TO gatehouse_owner;

SET LOCAL ROLE gatehouse_owner;
REVOKE ALL ON FUNCTION figures_true, open_records_true, figures_wrong FROM PUBLIC;
GRANT EXECUTE ON FUNCTION figures_true, open_records_true TO gatehouse_keeper;
CREATE TRIGGER kept_by_birth AFTER INSERT OR DELETE ON record FOR EACH ROW EXECUTE FUNCTION record_kept();
CREATE TRIGGER kept AFTER UPDATE OF kind, state, visible, due, closed_at ON record FOR EACH ROW
	WHEN ((OLD.kind, OLD.state, OLD.visible, OLD.due, OLD.closed_at IS NULL) IS DISTINCT FROM (NEW.kind, NEW.state, NEW.visible, NEW.due, NEW.closed_at IS NULL)) EXECUTE FUNCTION record_kept();
CREATE TRIGGER dated AFTER UPDATE OF created_at ON record FOR EACH ROW WHEN (OLD.created_at <> NEW.created_at AND NEW.kind = 'requirement') EXECUTE FUNCTION record_dated();
CREATE TRIGGER kept_by_birth AFTER INSERT OR DELETE ON requirement FOR EACH ROW EXECUTE FUNCTION requirement_kept();
CREATE TRIGGER kept AFTER UPDATE OF channel, class, visible ON requirement FOR EACH ROW
	WHEN ((OLD.channel, OLD.class, OLD.visible) IS DISTINCT FROM (NEW.channel, NEW.class, NEW.visible)) EXECUTE FUNCTION requirement_kept();
CREATE TRIGGER comes BEFORE INSERT ON waiting FOR EACH ROW EXECUTE FUNCTION waiting_comes();
CREATE TRIGGER goes AFTER DELETE ON waiting FOR EACH ROW WHEN (OLD.due IS NOT NULL) EXECUTE FUNCTION waiting_goes();
CREATE TRIGGER dated AFTER UPDATE OF due ON waiting FOR EACH ROW WHEN (OLD.due IS DISTINCT FROM NEW.due) EXECUTE FUNCTION waiting_goes();
CREATE TRIGGER filed BEFORE INSERT ON record_text FOR EACH ROW EXECUTE FUNCTION text_filed();
ALTER POLICY site ON waiting USING (site_id = app.site() AND (visible = 0 OR visible <= app.clearance() OR app.sees(site_id, record_id)));

RESET ROLE;
REVOKE CREATE ON SCHEMA app FROM gatehouse_keeper;
DO $$
DECLARE
	s bigint;
BEGIN
	FOR s IN SELECT id FROM app.site WHERE id <> 0 ORDER BY id LOOP
		PERFORM app.figures_make(s);
	END LOOP;
END $$;

-- ---------------------------------------------------------------- search (RX.5)

-- The index files the words of a text under its site and its era, 4,096 records made one after the other: "1:2b:word".  So a word
-- is looked for in an era at a time, the newest first, and what all other eras hold of it costs nothing; beginnings of words too.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;
CREATE FUNCTION era(p_record bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT p_record >> 12 $$;
COMMENT ON FUNCTION era IS 'The era of a record''s text: search looks through one at a time.';
CREATE FUNCTION filed_under(p_site bigint, p_era bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT to_hex(p_site) || ':' || to_hex(p_era) || ':' $$;
COMMENT ON FUNCTION filed_under IS 'What the words of an era of a site begin with in the index.';
-- A tsvector holds a megabyte: a text of so many words that they do not fit is filed as such, and looked at whenever its era is.
CREATE FUNCTION filed(p_site bigint, p_record bigint, p_kind text, p_words tsvector) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	under CONSTANT text := app.filed_under(p_site, app.era(p_record));
	words CONSTANT text[] := tsvector_to_array(p_words);
BEGIN
	IF cardinality(words) > 40000 OR octet_length(array_to_string(words, '')) + cardinality(words) * octet_length(under) > 900000 THEN
		RETURN array_to_tsvector(ARRAY[under || '=' || p_kind, under || '!']);
	END IF;
	-- In one expression: no statement of its own for each text.
	RETURN array_to_tsvector(string_to_array(under || '=' || p_kind || E'\x01' || under || array_to_string(words, E'\x01' || under), E'\x01'));
END $$;
COMMENT ON FUNCTION filed IS 'The words of a text as the index keeps them: each under its site and era, and so its kind ("=kind") and whether there are too many ("!").';

-- Twelve are enough to find few texts; that a text holds all that was typed is looked at in the text.
CREATE FUNCTION search_terms(t text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
	WITH words AS MATERIALIZED (SELECT word FROM unnest(app.words_of(t)) word)
	SELECT ARRAY(SELECT word || CASE WHEN word ~ '^[a-z0-9]' OR length(word) = 1 THEN '*' ELSE '' END FROM words
		WHERE length(word) > 1 OR NOT EXISTS (SELECT FROM words o WHERE length(o.word) = 2 AND right(o.word, 1) = words.word)
		ORDER BY length(word) DESC, word LIMIT 12) $$;
COMMENT ON FUNCTION search_terms IS 'The words to look for in the index; "*" behind one: also as a beginning.';
CREATE FUNCTION search_asked(p_site bigint, p_terms text[], p_kind text, p_from bigint, p_to bigint) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	-- Of one era; "@" stands for what its words begin with.  No word has one, nor a quotation mark.
	one text := '(''@!'' | ';
	word text;
	asked text := '';
BEGIN
	FOREACH word IN ARRAY p_terms LOOP
		one := one || '''@' || rtrim(word, '*') || '''' || CASE WHEN right(word, 1) = '*' THEN ':*' ELSE '' END || ' & ';
	END LOOP;
	one := rtrim(one, ' &') || ')' || CASE WHEN p_kind = '' THEN '' ELSE ' & ''@=' || p_kind || '''' END;
	FOR e IN p_from..p_to LOOP
		asked := asked || CASE WHEN e = p_from THEN '' ELSE ' | ' END || replace(one, '@', app.filed_under(p_site, e));
	END LOOP;
	RETURN asked::tsquery;
END $$;
COMMENT ON FUNCTION search_asked IS 'The question to the index for some eras of a site.';
REVOKE ALL ON FUNCTION era, filed_under, filed, search_terms, search_asked FROM PUBLIC;
GRANT EXECUTE ON FUNCTION era, filed_under, filed TO gatehouse_app, gatehouse_public, gatehouse_search, gatehouse_keeper;
GRANT EXECUTE ON FUNCTION search_terms, search_asked TO gatehouse_app, gatehouse_search;

RESET ROLE;
-- Without a list of what is not sorted in yet: each question would read all of it, and one of many writers would wait until it is sorted in.
CREATE INDEX record_text_by_words ON app.record_text USING gin (app.filed(site_id, record_id, kind, words)) WITH (fastupdate = off);
GRANT SELECT (kind) ON app.record_text TO gatehouse_search;
GRANT CREATE ON SCHEMA app TO gatehouse_search;
SET LOCAL ROLE gatehouse_search;

CREATE FUNCTION app.search_era(p_site bigint, p_terms text[], p_typed text[], p_kind text, p_era bigint, p_before bigint, p_limit int) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	asked CONSTANT tsquery := search_asked(p_site, p_terms, p_kind, p_era, p_era);
BEGIN
	RETURN ARRAY(
		WITH hit AS MATERIALIZED (SELECT t.site_id, t.record_id FROM record_text t WHERE filed(t.site_id, t.record_id, t.kind, t.words) @@ asked)
		SELECT h.record_id FROM (SELECT * FROM hit WHERE site_id = p_site AND site_id = app.site() AND record_id < p_before ORDER BY record_id DESC OFFSET 0) h
		CROSS JOIN LATERAL (SELECT FROM record_text t WHERE t.site_id = p_site AND t.record_id = h.record_id
			AND NOT EXISTS (SELECT FROM unnest(p_typed) w WHERE strpos(t.body, w) = 0) OFFSET 0) x
		LIMIT p_limit);
END $$;
COMMENT ON FUNCTION app.search_era IS 'The newest records of an era of the transaction''s site, before one, whose text holds all that was typed.  Not filtered by sight: join with record.';

-- Looks at ever more eras in one question, and where something is among them, at the newer half first.
CREATE FUNCTION app.search_next(p_site bigint, p_terms text[], p_kind text, p_era bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	first CONSTANT bigint := era((SELECT min(t.record_id) FROM record_text t WHERE t.site_id = p_site));
	top bigint := p_era;
	many bigint := 1;
	asked tsquery;
BEGIN
	WHILE p_site = app.site() LOOP
		-- The site may have made nothing for a while.
		top := era((SELECT max(t.record_id) FROM record_text t WHERE t.site_id = p_site AND t.record_id < (top + 1) << 12));
		EXIT WHEN top IS NULL;
		many := least(many, top - first + 1);
		asked := search_asked(p_site, p_terms, p_kind, top - many + 1, top);
		IF (WITH hit AS MATERIALIZED (SELECT FROM record_text t WHERE filed(t.site_id, t.record_id, t.kind, t.words) @@ asked) SELECT EXISTS (SELECT FROM hit)) THEN
			IF many = 1 THEN
				RETURN top;
			END IF;
			many := many / 2;
		ELSE
			top := top - many;
			many := least(many * 2, 16);
		END IF;
	END LOOP;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION app.search_next IS 'The newest era of the transaction''s site, this one or an earlier, whose texts may hold all the words; NULL: none.';

CREATE OR REPLACE FUNCTION app.search(p_site bigint, p_query text, p_before bigint DEFAULT 9223372036854775807) RETURNS TABLE (record_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	terms CONSTANT text[] := search_terms(p_query);
	typed CONSTANT text[] := array_remove(string_to_array(fold(p_query), ' '), '');
	e bigint := era((SELECT max(t.record_id) FROM record_text t WHERE t.site_id = p_site AND t.record_id < p_before));
BEGIN
	WHILE cardinality(terms) > 0 LOOP
		e := search_next(p_site, terms, '', e);
		EXIT WHEN e IS NULL;
		RETURN QUERY SELECT unnest(search_era(p_site, terms, typed, '', e, p_before, NULL));
		e := e - 1;
	END LOOP;
END $$;
DROP FUNCTION app.search_words(bigint, text, bigint);
REVOKE ALL ON FUNCTION app.search_era, app.search_next FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_era, app.search_next TO gatehouse_app, gatehouse_owner;
RESET ROLE;
REVOKE CREATE ON SCHEMA app FROM gatehouse_search;

SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;
-- Era by era, the newest first, until the page is full.
CREATE OR REPLACE FUNCTION find_words(p_site bigint, p_query text, p_kind text, p_before bigint, p_limit int) RETURNS TABLE (record_id bigint)
LANGUAGE plpgsql STABLE ROWS 26 AS $$
DECLARE
	terms CONSTANT text[] := app.search_terms(p_query);
	typed CONSTANT text[] := array_remove(string_to_array(app.fold(p_query), ' '), '');
	upto bigint := p_before;
	missing int := p_limit;
	e bigint := app.era((SELECT r.id FROM app.record r WHERE r.site_id = p_site AND r.id < p_before ORDER BY r.id DESC LIMIT 1));
	ids bigint[];
	n int;
BEGIN
	WHILE e IS NOT NULL AND cardinality(terms) > 0 LOOP
		ids := app.search_era(p_site, terms, typed, p_kind, e, upto, p_limit * 2);
		IF cardinality(ids) > 0 THEN
			RETURN QUERY SELECT r.id FROM app.record r WHERE r.site_id = p_site AND r.id = ANY (ids) ORDER BY r.id DESC LIMIT missing;
			GET DIAGNOSTICS n = ROW_COUNT;
			missing := missing - n;
			EXIT WHEN missing = 0;
		END IF;
		-- There may be more of this era than were asked for.
		IF cardinality(ids) = p_limit * 2 THEN
			upto := ids[p_limit * 2];
		ELSE
			e := app.search_next(p_site, terms, p_kind, e - 1);
		END IF;
	END LOOP;
END $$;
