-- Lists of documents, legal reviews, budgets and expenses find their filters' rows by an index, in the order of the list (RX.13).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE INDEX document_by_type ON document (site_id, type, record_id);
CREATE INDEX document_by_project ON document (site_id, target_id, record_id);
DROP INDEX document_by_target;
CREATE INDEX legal_review_by_matter ON legal_review (site_id, matter, record_id);
CREATE INDEX legal_review_by_project ON legal_review (site_id, target_id, record_id);
DROP INDEX legal_review_by_target;
CREATE INDEX budget_of_a_year ON budget (site_id, year, record_id);
DROP INDEX budget_by_year;
CREATE INDEX budget_by_project ON budget (site_id, target_id, record_id);
DROP INDEX budget_by_target;
CREATE INDEX expense_by_item ON expense (site_id, item, record_id);
