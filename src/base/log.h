/* SPDX-License-Identifier: ISC */
/*
 * One escaped line per event on stderr: time, level, process, request id,
 * message.  Control bytes, also in values, are written as \xNN, so a value
 * can never start a line of its own.  Messages are lower case, subjects in
 * quotes.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/mem.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

void log_open(const char *program, enum log_level least);
void log_request(const char *id);      /* names the request in the lines that follow; NULL: none */
void log_line(enum log_level level, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
