# SPDX-License-Identifier: ISC
# TO ADD A UNIT TEST: 1. write tests/unit/test_<module>.c (cmocka; it links every layer);  2. add a line below.
# tests/lint/listed fails when a test here is forgotten.
UNIT_TESTS =

check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
