-- Payments of booked expenses (R11.2, article 11), and until when a resource is needed (R29.1).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE expense_payment (
	LIKE entry INCLUDING ALL,
	paid_on date NOT NULL,
	amount numeric(14, 2) NOT NULL CONSTRAINT expense_payment_amount_is_positive CHECK (amount > 0),
	reference text NOT NULL,
	state text NOT NULL DEFAULT 'paid' CONSTRAINT expense_payment_state_is_known CHECK (state IN ('paid', 'reversed', 'reversal')),
	reverses int CONSTRAINT expense_payment_reversal_names_one CHECK ((reverses IS NOT NULL) = (state = 'reversal')),
	reason text NOT NULL DEFAULT ''
);
SELECT entry_table('expense_payment');
-- One transfer is not entered twice, and a payment is reversed once.
CREATE UNIQUE INDEX expense_payment_reference_is_unique ON expense_payment (site_id, record_id, reference) WHERE state = 'paid' AND removed_at IS NULL;
CREATE UNIQUE INDEX expense_payment_is_reversed_once ON expense_payment (site_id, record_id, reverses) WHERE reverses IS NOT NULL;
CREATE INDEX expense_payment_by_day ON expense_payment (site_id, paid_on);
SELECT describe('expense_payment', 'Money paid for a booked expense (R11.2), or taken back: what it says never changes.', 'paid_on', 'On which day.', 'amount', 'In CNY.', 'reference', 'Of the transfer at the bank.',
	'state', 'paid; reversed: a later entry takes it back; reversal: this is such an entry.', 'reverses', 'Of a reversal: the number of the payment that it takes back.', 'reason', 'Why it was reversed.');

ALTER TABLE expense ADD COLUMN paid numeric(14, 2) NOT NULL DEFAULT 0, ADD COLUMN payment_state text NOT NULL DEFAULT 'unpaid'
	CONSTRAINT expense_payment_state_is_known CHECK (payment_state IN ('unpaid', 'part', 'paid'));
COMMENT ON COLUMN expense.paid IS 'Sum of its payments without what was reversed, in CNY; kept by expense_payment_counts.';
COMMENT ON COLUMN expense.payment_state IS 'unpaid, part or paid; kept by expense_payment_counts.';
CREATE INDEX expense_by_payment_state ON expense (site_id, payment_state, record_id);
CREATE INDEX expense_by_booking ON expense (site_id, booked_on);

-- Whoever pays holds the record: two payments at the same moment follow one another, and the second sees the first.  After the row, so that
-- row security comes first; the guard before the totals, by their names.
CREATE FUNCTION expense_payment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	r pg_catalog.record;
BEGIN
	SELECT q.state, k.booked_on INTO r FROM app.record q JOIN app.expense k ON k.site_id = q.site_id AND k.record_id = q.id
	WHERE q.site_id = NEW.site_id AND q.id = NEW.record_id FOR NO KEY UPDATE OF q;
	IF TG_OP = 'INSERT' THEN
		IF r.state IS DISTINCT FROM 'booked' OR NEW.paid_on < r.booked_on THEN
			RAISE EXCEPTION 'nothing is paid before it is booked' USING ERRCODE = 'GH409';
		END IF;
	ELSIF (NEW.paid_on, NEW.amount, NEW.reference, NEW.reverses, NEW.by_id, NEW.at, NEW.removed_at) IS DISTINCT FROM (OLD.paid_on, OLD.amount, OLD.reference, OLD.reverses, OLD.by_id, OLD.at, OLD.removed_at)
		OR NEW.state <> OLD.state AND (OLD.state, NEW.state) <> ('paid', 'reversed') THEN
		RAISE EXCEPTION 'a payment stays as it is; it is reversed by another entry' USING ERRCODE = 'GH409';
	END IF;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION expense_payment_guard IS 'Nothing is paid before it is booked, and what a payment says never changes.';

CREATE FUNCTION expense_payment_counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	sum CONSTANT numeric := (SELECT COALESCE(sum(CASE p.state WHEN 'reversal' THEN -p.amount ELSE p.amount END), 0) FROM app.expense_payment p
		WHERE p.site_id = NEW.site_id AND p.record_id = NEW.record_id);
BEGIN
	UPDATE app.expense k SET paid = sum, payment_state = CASE WHEN sum = 0 THEN 'unpaid' WHEN sum < k.amount THEN 'part' ELSE 'paid' END
	WHERE k.site_id = NEW.site_id AND k.record_id = NEW.record_id AND sum BETWEEN 0 AND k.amount;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'more would be paid than is booked' USING ERRCODE = 'GH409';
	END IF;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION expense_payment_counts IS 'Keeps what is paid of an expense; never more than is booked.';
CREATE TRIGGER guard AFTER INSERT OR UPDATE ON expense_payment FOR EACH ROW EXECUTE FUNCTION expense_payment_guard();
CREATE TRIGGER totals AFTER INSERT ON expense_payment FOR EACH ROW EXECUTE FUNCTION expense_payment_counts();
REVOKE ALL ON FUNCTION expense_payment_guard, expense_payment_counts FROM PUBLIC;

-- ---------------------------------------------------------------- resources

ALTER TABLE launch_resource ADD COLUMN needed_until date, ADD COLUMN assigned text NOT NULL DEFAULT '', ADD COLUMN assigned_on date, ADD COLUMN returned_on date;
COMMENT ON COLUMN launch_resource.needed_until IS 'The last day on which it is needed; NULL: open.';
COMMENT ON COLUMN launch_resource.assigned IS 'Which one was assigned, by its name; empty: as asked for.';
COMMENT ON COLUMN launch_resource.assigned_on IS 'On which day it was assigned.';
COMMENT ON COLUMN launch_resource.returned_on IS 'On which day it was given back.';
CREATE INDEX launch_resource_by_type ON launch_resource (site_id, type, needed_by);
