/* SPDX-License-Identifier: ISC */
/*
 * Who watches the courier.  It does its work in steps, and each says that it begins: one that does not end in time has hung, and the process
 * ends on the spot.  With it goes its connection and with that its lead (leader.h), so that another courier takes over, and systemd starts
 * it anew.  systemd hears of each step too (Type=notify, WatchdogSec): it ends a process that cannot even end itself.
 *
 * What systemd is told is one datagram (sd_notify(3), "Notes"): libsystemd would bring several compression libraries into a process for it.
 */
#ifndef COURIER_WATCH_H
#define COURIER_WATCH_H

#include <stdint.h>

enum { WATCH_HUNG = 70 /* exit code of a courier that has hung */, WATCH_LONG = 660 /* seconds: of an import's piece, whose statements may take ten minutes */ };

/* A step takes ${seconds} at most, from the next one on. */
void watch_limit(int64_t seconds);
void watch_step(void);
void watch_long_step(void);             /* takes WATCH_LONG at most */
/* "READY=1", "STATUS=…"; nothing where nobody listens. */
void watch_say(const char *state);

#endif
