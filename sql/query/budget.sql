-- Statements of budgets and expenses (R5.1, R11.1).  All money is numeric(14, 2): sums are exact.

-- name: budget_facts
-- What the moves of a budget depend on; large funds are computed over all budgets of the same purpose, so that splitting has no effect
-- (app.budget_asked); 100000 is the rule's default (access/rules.c), which is not stored.
-- $1 site bigint, $2 number
SELECT COALESCE(l.n > 0 AND l.requested > 0, false) AS has_line, COALESCE(l.n > 0 AND l.open = 0, false) AS lines_allocated,
	COALESCE(m.asked <= m.large, false) AS within_limit, COALESCE(m.asked > m.large, false) AS above_limit,
	m.asked > m.large AND l.requested <= m.large AND r.state = 'finance_review' AS is_split, m.asked::numeric(14, 2)::text AS asked,
	r.state = 'allocated' AS locked, COALESCE(l.items, '') AS items,
	(SELECT COALESCE(string_agg(x.item || '=' || x.amount, ' '), '') FROM (
		SELECT e.item, sum(e.amount) AS amount FROM app.expense e JOIN app.record q ON q.site_id = e.site_id AND q.id = e.record_id
		WHERE e.site_id = r.site_id AND e.budget_id = r.id AND q.state = 'booked' GROUP BY e.item) x) AS booked,
	NOT EXISTS (SELECT FROM app.expense e JOIN app.record q ON q.site_id = e.site_id AND q.id = e.record_id
		WHERE e.site_id = r.site_id AND e.budget_id = r.id AND q.state = 'finance_review') AS is_settled
FROM app.record r,
LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE b.allocated IS NULL) AS open, sum(b.requested) AS requested, sum(b.allocated) AS allocated,
	string_agg(b.item, ' ' ORDER BY b.no) AS items
	FROM app.budget_line b WHERE b.site_id = r.site_id AND b.record_id = r.id AND b.removed_at IS NULL) l,
LATERAL (SELECT COALESCE((SELECT u.value::numeric FROM app.rule u WHERE u.site_id = r.site_id AND u.key = 'large_funds'), 100000) AS large,
	app.budget_asked(r.site_id, r.id) AS asked OFFSET 0) m -- once, not at every place that names it
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: expense_facts
-- Is there an invoice, is its budget open for expenses, is the day plausible, does the amount fit into what is left on the line, and was nothing paid? For payments what is unpaid, and whether the acting person is the payee.
-- $1 site bigint, $2 number, $3 today
SELECT EXISTS (SELECT FROM app.file f WHERE f.site_id = r.site_id AND f.record_id = r.id AND f.field = 'invoice' AND f.removed_at IS NULL) AS has_invoice,
	COALESCE(b.state = 'allocated', false) AS budget_open,
	k.spent_on BETWEEN greatest(make_date(y.year, 1, 1), $3::date - interval '1 year') AND $3::date AS day_fits,
	app.budget_left(r.site_id, k.budget_id, k.item) >= k.amount AS fits_line,
	app.budget_left(r.site_id, k.budget_id, k.item)::text AS left_on_line,
	k.paid = 0 AS nothing_paid, (k.amount - k.paid)::text AS unpaid,
	EXISTS (SELECT FROM app.person a WHERE a.id = app.account() AND app.fold(a.name) = app.fold(k.payee)) AS payee_is_me
FROM app.record r JOIN app.expense k ON k.site_id = r.site_id AND k.record_id = r.id
LEFT JOIN app.record b ON b.site_id = k.site_id AND b.id = k.budget_id
LEFT JOIN app.budget y ON y.site_id = k.site_id AND y.record_id = k.budget_id
WHERE r.site_id = $1::bigint AND r.number = $2;

-- name: expense_reverse
-- A payment is taken back by a second entry of the same amount, today; the record is held.
-- $1 site bigint, $2 id, $3 now, $4 who, $5 today, $6 number of the payment, $7 reason
INSERT INTO app.expense_payment (site_id, record_id, no, at, by_id, paid_on, amount, reference, state, reverses, reason)
SELECT p.site_id, p.record_id, 1 + (SELECT max(e.no) FROM app.expense_payment e WHERE e.site_id = p.site_id AND e.record_id = p.record_id),
	$3::timestamptz, $4::bigint, $5::date, p.amount, p.reference, 'reversal', p.no, $7
FROM app.expense_payment p WHERE p.site_id = $1::bigint AND p.record_id = $2::bigint AND p.no = $6::int;

-- name: expense_paid_by
-- A payment of an expense with this reference that stands.
-- $1 site bigint, $2 id, $3 reference
SELECT p.no FROM app.expense_payment p WHERE p.site_id = $1::bigint AND p.record_id = $2::bigint AND p.reference = $3 AND p.state = 'paid' AND p.removed_at IS NULL;

-- name: budget_year
-- The year that a budget is for.
-- $1 site bigint, $2 id
SELECT year FROM app.budget WHERE site_id = $1::bigint AND record_id = $2::bigint;

-- name: budget_hold
-- Locks a budget until the transaction ends, so that nobody else books on it; returns its state.
-- $1 site bigint, $2 id
SELECT state FROM app.record WHERE site_id = $1::bigint AND id = $2::bigint FOR UPDATE;

-- name: budget_holds
-- With the budget locked: is the rest of the line not negative, this expense included?
-- $1 site bigint, $2 budget, $3 item
SELECT app.budget_left($1::bigint, $2::bigint, $3) >= 0 AS fits;

-- name: budget_actual
-- Budget against actual by line and project, actual by month, and all in all: of allocated budgets of a year, a project or one budget (NULL: all).
-- $1 site bigint, $2 year, $3 number of the project, $4 number of the budget
WITH chosen AS MATERIALIZED (
	SELECT k.site_id, k.record_id, k.target_id FROM app.budget k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	LEFT JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
	WHERE k.site_id = $1::bigint AND r.state IN ('allocated', 'closed') AND ($2::int IS NULL OR k.year = $2::int)
		AND ($3::text IS NULL OR t.number = $3::text) AND ($4::text IS NULL OR r.number = $4::text)),
moved AS MATERIALIZED (
	SELECT c.target_id, l.item, NULL::text AS month, l.allocated AS budget, 0::numeric AS actual
	FROM chosen c JOIN app.budget_line l ON l.site_id = c.site_id AND l.record_id = c.record_id AND l.removed_at IS NULL
	UNION ALL
	SELECT c.target_id, x.item, to_char(x.spent_on, 'YYYY-MM'), 0, x.amount
	FROM chosen c JOIN app.expense x ON x.site_id = c.site_id AND x.budget_id = c.record_id
	JOIN app.record q ON q.site_id = x.site_id AND q.id = x.record_id AND q.state = 'booked'),
grouped AS (
	SELECT 1 AS place, 'item' AS by, item AS key, NULL::bigint AS target_id, sum(budget) AS budget, sum(actual) AS actual FROM moved GROUP BY item
	UNION ALL
	SELECT 2, 'project', '', target_id, sum(budget), sum(actual) FROM moved GROUP BY target_id
	UNION ALL
	SELECT 3, 'month', month, NULL, NULL, sum(actual) FROM moved WHERE month IS NOT NULL GROUP BY month
	UNION ALL
	SELECT 4, 'total', '', NULL, COALESCE(sum(budget), 0), COALESCE(sum(actual), 0) FROM moved)
SELECT g.by, g.key, t.number, t.title, g.budget::numeric(16, 2)::text AS budget, g.actual::numeric(16, 2)::text AS actual,
	(g.budget - g.actual)::numeric(16, 2)::text AS rest,
	CASE WHEN g.budget > 0 THEN round(g.actual * 100 / g.budget, 1) || ' %' ELSE '' END AS share, round(COALESCE(g.budget, 0)) AS budget_whole, round(g.actual) AS actual_whole
FROM grouped g LEFT JOIN app.record t ON t.site_id = $1::bigint AND t.id = g.target_id
ORDER BY g.place, array_position(ARRAY['research', 'design', 'development', 'testing', 'security_assessment', 'maintenance', 'training'], g.key), g.key, t.number NULLS LAST LIMIT 1000;

-- name: finance_analysis
-- Allocated for the year, booked and paid in the period, unpaid at its end, and the period before: by line, by project, and all in all (R11.2).
-- A reversal counts on its own day. The share is that of all that was booked.
-- $1 site bigint, $2 year, $3 quarter (NULL: the whole year)
WITH p AS MATERIALIZED (
	SELECT y.a AS from_on, (y.a + y.long)::date AS next_on, (y.a - y.long)::date AS before_on FROM (
		SELECT make_date(GREATEST($2::int, 1), 1 + 3 * (COALESCE($3::int, 1) - 1), 1) AS a, CASE WHEN $3::int IS NULL THEN interval '1 year' ELSE interval '3 months' END AS long) y),
spent AS MATERIALIZED (
	SELECT x.record_id, x.item, x.amount, x.booked_on, b.target_id FROM p, app.expense x
	JOIN app.record q ON q.site_id = x.site_id AND q.id = x.record_id AND q.state = 'booked'
	JOIN app.budget b ON b.site_id = x.site_id AND b.record_id = x.budget_id
	WHERE x.site_id = $1::bigint AND x.booked_on < p.next_on AND $2::int > 0),
paid AS MATERIALIZED (
	SELECT s.item, s.target_id, e.paid_on, CASE e.state WHEN 'reversal' THEN -e.amount ELSE e.amount END AS amount
	FROM spent s JOIN app.expense_payment e ON e.site_id = $1::bigint AND e.record_id = s.record_id AND e.removed_at IS NULL JOIN p ON e.paid_on < p.next_on),
moved AS MATERIALIZED (
	SELECT l.item, b.target_id, COALESCE(l.allocated, 0) AS allocated, 0::numeric AS booked, 0::numeric AS paid, 0::numeric AS unpaid, 0::numeric AS booked_before, 0::numeric AS paid_before
	FROM app.budget b JOIN app.record r ON r.site_id = b.site_id AND r.id = b.record_id AND r.state IN ('allocated', 'closed')
	JOIN app.budget_line l ON l.site_id = b.site_id AND l.record_id = b.record_id AND l.removed_at IS NULL
	WHERE b.site_id = $1::bigint AND b.year = $2::int
	UNION ALL
	SELECT s.item, s.target_id, 0, CASE WHEN s.booked_on >= p.from_on THEN s.amount ELSE 0 END, 0, s.amount,
		CASE WHEN s.booked_on >= p.before_on AND s.booked_on < p.from_on THEN s.amount ELSE 0 END, 0 FROM spent s, p
	UNION ALL
	SELECT e.item, e.target_id, 0, 0, CASE WHEN e.paid_on >= p.from_on THEN e.amount ELSE 0 END, -e.amount, 0,
		CASE WHEN e.paid_on >= p.before_on AND e.paid_on < p.from_on THEN e.amount ELSE 0 END FROM paid e, p),
grouped AS (
	SELECT CASE WHEN GROUPING(m.item) = 0 THEN 'item' WHEN GROUPING(m.target_id) = 0 THEN 'project' ELSE 'total' END AS by, COALESCE(m.item, '') AS key, m.target_id,
		COALESCE(sum(m.allocated), 0) AS allocated, COALESCE(sum(m.booked), 0) AS booked, COALESCE(sum(m.paid), 0) AS paid, COALESCE(sum(m.unpaid), 0) AS unpaid,
		COALESCE(sum(m.booked_before), 0) AS booked_before, COALESCE(sum(m.paid_before), 0) AS paid_before
	FROM moved m GROUP BY GROUPING SETS ((m.item), (m.target_id), ()))
SELECT g.by, g.key, t.number, t.title, g.allocated::numeric(16, 2)::text AS allocated, g.booked::numeric(16, 2)::text AS booked, g.paid::numeric(16, 2)::text AS paid,
	g.unpaid::numeric(16, 2)::text AS unpaid, g.booked_before::numeric(16, 2)::text AS booked_before, g.paid_before::numeric(16, 2)::text AS paid_before,
	(g.booked - g.booked_before)::numeric(16, 2)::text AS more, COALESCE(round(g.booked * 100 / NULLIF(a.booked, 0), 1) || ' %', '') AS share,
	round(g.allocated) AS allocated_whole, round(g.booked) AS booked_whole, round(g.paid) AS paid_whole
FROM grouped g CROSS JOIN (SELECT x.booked FROM grouped x WHERE x.by = 'total') a LEFT JOIN app.record t ON t.site_id = $1::bigint AND t.id = g.target_id
WHERE g.by = 'total' OR (g.allocated, g.booked, g.paid, g.unpaid, g.booked_before, g.paid_before) IS DISTINCT FROM (0::numeric, 0::numeric, 0::numeric, 0::numeric, 0::numeric, 0::numeric)
ORDER BY array_position(ARRAY['item', 'project', 'total'], g.by),
	array_position(ARRAY['research', 'design', 'development', 'testing', 'security_assessment', 'maintenance', 'training'], g.key), t.number NULLS LAST LIMIT 1000;

-- name: finance_years
-- The years that an analysis can be of: this one, and those of budgets and bookings.
-- $1 site bigint, $2 today
SELECT extract(year FROM $2::date)::text AS year
UNION
SELECT b.year::text FROM app.budget b JOIN app.record r ON r.site_id = b.site_id AND r.id = b.record_id AND r.state IN ('allocated', 'closed') WHERE b.site_id = $1::bigint
UNION
SELECT extract(year FROM x.booked_on)::text FROM app.expense x WHERE x.site_id = $1::bigint AND x.booked_on IS NOT NULL
ORDER BY 1 DESC LIMIT 50;

-- name: budget_choices
-- The years and projects that allocated budgets are of.
-- $1 site bigint
SELECT DISTINCT 'year' AS sort, k.year::text AS value, '' AS label FROM app.budget k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
WHERE k.site_id = $1::bigint AND r.state IN ('allocated', 'closed')
UNION
SELECT 'project', t.number, t.title FROM app.budget k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
WHERE k.site_id = $1::bigint AND r.state IN ('allocated', 'closed') ORDER BY 1, 2 DESC LIMIT 500;
