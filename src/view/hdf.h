/* SPDX-License-Identifier: ISC */
/* Inside view/ only: what view.c and render.c share of ClearSilver's data set. */
#ifndef VIEW_HDF_H
#define VIEW_HDF_H

#include "view/view.h"
#include <ClearSilver.h>

HDF *view_hdf(struct view *view);
const void *render_owner(void);          /* what lives as long as the templates hangs on it */

#endif
