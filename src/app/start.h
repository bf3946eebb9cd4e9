/* SPDX-License-Identifier: ISC */
/* What a worker needs before its first request, and what is answered while that is missing. */
#ifndef APP_START_H
#define APP_START_H

#include "web/serve.h"

/*
 * Reads the configuration (${file}: see conf_file), catalogues and templates; connects to nothing yet.  After an error everything
 * that was started before is as it was.
 */
struct err *start_worker(const char *file, struct worker **out) MUST_CHECK;
/* 503 with the page that nginx shows when there is no worker: nothing that needs a configuration. */
struct err *start_refuse(const struct reply_sink *to) MUST_CHECK;

#endif
