# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/record/librecord.a
src_record_librecord_a_SOURCES = src/record/approval.h src/record/kind.h src/record/list.h src/record/record.h src/record/sql.h src/record/workflow.h 
