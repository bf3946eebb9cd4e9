# SPDX-License-Identifier: ISC
# TO ADD A UNIT TEST: 1. write tests/unit/test_<module>.c (cmocka; it links every layer);  2. add a line below.
# tests/lint/listed fails when a test here is forgotten.
UNIT_TESTS = \
	tests/unit/test_answer \
	tests/unit/test_approval \
	tests/unit/test_articles \
	tests/unit/test_body \
	tests/unit/test_chart \
	tests/unit/test_conf \
	tests/unit/test_conninfo \
	tests/unit/test_course \
	tests/unit/test_date \
	tests/unit/test_days \
	tests/unit/test_db \
	tests/unit/test_difference \
	tests/unit/test_err \
	tests/unit/test_fold \
	tests/unit/test_form \
	tests/unit/test_kind_columns \
	tests/unit/test_kind_states \
	tests/unit/test_kind_words \
	tests/unit/test_kinds \
	tests/unit/test_log \
	tests/unit/test_markdown \
	tests/unit/test_mem \
	tests/unit/test_message \
	tests/unit/test_multipart \
	tests/unit/test_network \
	tests/unit/test_password \
	tests/unit/test_permit \
	tests/unit/test_points \
	tests/unit/test_random \
	tests/unit/test_reply \
	tests/unit/test_request \
	tests/unit/test_rows \
	tests/unit/test_separation \
	tests/unit/test_session \
	tests/unit/test_str \
	tests/unit/test_table \
	tests/unit/test_table_xlsx \
	tests/unit/test_tally \
	tests/unit/test_totp \
	tests/unit/test_typed \
	tests/unit/test_url \
	tests/unit/test_view \
	tests/unit/test_visit \
	tests/unit/test_words

check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
# Of all programs only these use cmocka.
$(UNIT_TESTS): LIBS += $(CMOCKA_LIBS)
