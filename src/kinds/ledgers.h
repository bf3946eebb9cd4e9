/* SPDX-License-Identifier: ISC */
/* What the ledger (article 7(6), R7.1) says of each kind; named by the kinds in their declarations. */
#ifndef KINDS_LEDGERS_H
#define KINDS_LEDGERS_H

#include "record/kind.h"

extern const struct ledger launch_ledger, change_ledger, requirement_ledger, defect_ledger, review_ledger, document_ledger, budget_ledger,
    incident_ledger, platform_ledger;

#endif
