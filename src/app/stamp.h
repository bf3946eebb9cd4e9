/* SPDX-License-Identifier: ISC */
/*
 * What a worker was started with, as one short text: the program itself, its settings, and the files below its folders of templates
 * and words.  Pages may differ where it differs, so a page that a browser keeps is known by it (web/unchanged.h).
 */
#ifndef APP_STAMP_H
#define APP_STAMP_H

#include "base/conf.h"

char *stamp_of(const void *parent, const struct conf *conf);

#endif
