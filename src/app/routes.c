/* SPDX-License-Identifier: ISC */
/*
 * TABLE OF CONTENTS: every address of the portal.  What is not here does not
 * exist.  The first pattern that fits wins, so fixed names stand before {kind};
 * a file (".csv") is there where a flag says so.  What an argument may be is said
 * in web/address.c, which location of nginx an address gets in web/location.c.
 *
 * TO ADD ONE: 1. a row here; 2. its functions in pages/; 3. its words; 4. its
 * line in tests/golden/routes.txt (make golden writes it, you read it).
 */
#include "web/route.h"

#include "access/session.h"
#include "pages/account/absence.h"
#include "pages/account/account.h"
#include "pages/account/feed.h"
#include "pages/account/feed_list.h"
#include "pages/account/feed_memory.h"
#include "pages/account/join.h"
#include "pages/account/login.h"
#include "pages/account/messages.h"
#include "pages/account/privacy.h"
#include "pages/admin/audit.h"
#include "pages/admin/import.h"
#include "pages/admin/members.h"
#include "pages/admin/operator.h"
#include "pages/admin/power.h"
#include "pages/admin/robots.h"
#include "pages/admin/sayings.h"
#include "pages/admin/settings.h"
#include "pages/overview/appraisal.h"
#include "pages/overview/budget_report.h"
#include "pages/overview/calendar.h"
#include "pages/overview/compliance.h"
#include "pages/overview/dashboard.h"
#include "pages/overview/duties.h"
#include "pages/overview/finance_report.h"
#include "pages/overview/flow_report.h"
#include "pages/overview/inbox.h"
#include "pages/overview/ledger.h"
#include "pages/overview/notifications.h"
#include "pages/overview/points.h"
#include "pages/overview/releases.h"
#include "pages/overview/resources.h"
#include "pages/overview/search.h"
#include "pages/overview/triage.h"
#include "pages/public/feedback.h"
#include "pages/public/health.h"
#include "pages/record/archive.h"
#include "pages/record/behind.h"
#include "pages/record/bulk.h"
#include "pages/record/columns.h"
#include "pages/record/comments.h"
#include "pages/record/edit.h"
#include "pages/record/entries.h"
#include "pages/record/figures.h"
#include "pages/record/file.h"
#include "pages/record/filter.h"
#include "pages/record/handover.h"
#include "pages/record/history_page.h"
#include "pages/record/links.h"
#include "pages/record/listing.h"
#include "pages/record/move.h"
#include "pages/record/preview.h"
#include "pages/record/print.h"
#include "pages/record/show.h"
#include "pages/record/stating.h"
#include "pages/record/unsaved.h"
#include "pages/record/version.h"
#include "web/subject.h"
#include "web/intake.h"

#define ANYBODY (ROUTE_PUBLIC | ROUTE_NO_SITE)
#define MACHINE (ROUTE_PUBLIC | ROUTE_NO_SITE | ROUTE_BARE)
#define LINK (ANYBODY | ROUTE_SECRET | ROUTE_HASHES)
#define STOP (ANYBODY | ROUTE_SECRET | ROUTE_STRANGERS)
#define FACTOR (ROUTE_NO_SITE | ROUTE_FRESH | ROUTE_WITHOUT_FACTOR | ROUTE_HASHES)
#define NOTICE (ROUTE_NO_SITE | ROUTE_WITHOUT_FACTOR | ROUTE_WITHOUT_NOTICE)
#define OPERATOR (ROUTE_NO_SITE | ROUTE_OPERATOR)

const struct route routes[] = {
	/* ---- for machines */
	{ METHOD_GET, "/healthz", PERMIT_NONE, MACHINE, NULL, health_alive },
	{ METHOD_GET, "/readyz", PERMIT_NONE, MACHINE | ROUTE_LOCAL, NULL, health_ready },
	{ METHOD_GET, "/metrics", PERMIT_NONE, MACHINE | ROUTE_LOCAL, NULL, health_metrics },
	{ METHOD_GET, "/session", PERMIT_NONE, MACHINE | ROUTE_FOR_NGINX, NULL, intake_session },

	/* ---- coming in */
	{ METHOD_GET, "/login", PERMIT_NONE, ANYBODY | ROUTE_HASHES, NULL, login_show },
	{ METHOD_POST, "/login", PERMIT_NONE, ANYBODY | ROUTE_HASHES, NULL, login_answer },
	{ METHOD_POST, "/login/code", PERMIT_NONE, ANYBODY | ROUTE_HASHES, NULL, login_code_answer },
	{ METHOD_POST, "/logout", PERMIT_NONE, ANYBODY, NULL, login_out },
	{ METHOD_GET, "/link/{token}", PERMIT_NONE, LINK, login_link_ask, login_link_show, .state = &login_link_state },
	{ METHOD_POST, "/link/{token}", PERMIT_NONE, LINK | ROUTE_SHOWS_AGAIN, login_link_ask, login_link_answer, .state = &login_link_state },
	{ METHOD_GET, "/feed/{token}", PERMIT_NONE, ANYBODY | ROUTE_SECRET, NULL, feed_show, .state = &feed_state },
	{ METHOD_GET, "/feed/{token}/atom", PERMIT_NONE, ANYBODY | ROUTE_SECRET, NULL, feed_list_atom },
	{ METHOD_GET, "/feed/{token}/calendar", PERMIT_NONE, ANYBODY | ROUTE_SECRET, NULL, feed_list_calendar, .state = &feed_state },
	{ METHOD_POST, "/preferences", PERMIT_NONE, ANYBODY, NULL, account_prefer_answer },

	/* ---- out of a mail */
	{ METHOD_GET, "/unsubscribe/{token}", PERMIT_NONE, STOP, NULL, unsubscribe_show },
	{ METHOD_POST, "/unsubscribe/{token}", PERMIT_NONE, STOP | ROUTE_SHOWS_AGAIN, NULL, unsubscribe_answer },

	/* ---- one's own, over all sites */
	{ METHOD_GET, "/", PERMIT_NONE, ROUTE_NO_SITE, NULL, inbox_answer },
	{ METHOD_GET, "/notifications", PERMIT_NONE, ROUTE_NO_SITE, NULL, notifications_all },
	{ METHOD_POST, "/notifications", PERMIT_NONE, ROUTE_NO_SITE, NULL, notifications_read_all },
	{ METHOD_GET, "/search", PERMIT_NONE, ROUTE_NO_SITE, NULL, search_all },
	{ METHOD_GET, "/compliance", PERMIT_NONE, ROUTE_NO_SITE, NULL, compliance_all },
	{ METHOD_GET, "/account", PERMIT_NONE, ROUTE_NO_SITE, account_ask, account_show, .state = &account_state },
	{ METHOD_POST, "/account/profile", PERMIT_NONE, ROUTE_NO_SITE | ROUTE_FRESH, account_ask, account_profile_answer, .state = &account_state },
	{ METHOD_POST, "/account/password", PERMIT_NONE, ROUTE_NO_SITE | ROUTE_HASHES, account_ask, account_password_answer, .state = &account_state },
	{ METHOD_POST, "/account/display", PERMIT_NONE, ROUTE_NO_SITE, account_ask, account_display_answer, .state = &account_state },
	{ METHOD_POST, "/account/feed", PERMIT_NONE, ROUTE_NO_SITE, NULL, feed_answer },
	{ METHOD_POST, "/account/sessions", PERMIT_NONE, ROUTE_NO_SITE, account_ask, account_sessions_answer, .state = &account_state },
	{ METHOD_GET, "/account/factor", PERMIT_NONE, FACTOR, account_factor_ask, account_factor_show, .state = &account_factor_state },
	{ METHOD_POST, "/account/factor", PERMIT_NONE, FACTOR, account_factor_ask, account_factor_answer, .state = &account_factor_state },
	{ METHOD_POST, "/account/invitations", PERMIT_NONE, ROUTE_NO_SITE, join_mine_ask, join_mine_answer, .state = &join_state },
	{ METHOD_GET, "/account/privacy", PERMIT_NONE, NOTICE, privacy_ask, privacy_show, .state = &privacy_state },
	{ METHOD_POST, "/account/privacy", PERMIT_NONE, NOTICE, privacy_ask, privacy_answer, .state = &privacy_state },
	{ METHOD_GET, "/account/data", PERMIT_NONE, ROUTE_NO_SITE | ROUTE_WITHOUT_NOTICE | ROUTE_JSON, account_ask, account_data_show, .state = &account_state },

	/* ---- operators: sites and accounts, no site's records */
	{ METHOD_GET, "/operator/sites", PERMIT_NONE, OPERATOR, operator_sites_ask, operator_sites_show, .state = &operator_sites_state },
	{ METHOD_POST, "/operator/sites", PERMIT_NONE, OPERATOR | ROUTE_FRESH, operator_sites_ask, operator_sites_answer, .state = &operator_sites_state },
	{ METHOD_GET, "/operator/sites/{id}", PERMIT_NONE, OPERATOR, operator_site_ask, operator_site_show, .state = &operator_site_state },
	{ METHOD_POST, "/operator/sites/{id}", PERMIT_NONE, OPERATOR | ROUTE_FRESH, operator_site_ask, operator_site_answer, .state = &operator_site_state },
	{ METHOD_GET, "/operator/accounts", PERMIT_NONE, OPERATOR, operator_accounts_ask, operator_accounts_show },
	{ METHOD_POST, "/operator/accounts", PERMIT_NONE, OPERATOR | ROUTE_FRESH, operator_accounts_ask, operator_accounts_answer },
	{ METHOD_GET, "/operator/accounts/{id}", PERMIT_NONE, OPERATOR, operator_account_ask, operator_account_show, .state = &operator_account_state },
	{ METHOD_POST, "/operator/accounts/{id}", PERMIT_NONE, OPERATOR | ROUTE_FRESH, operator_account_ask, operator_account_answer, .state = &operator_account_state },

	{ METHOD_GET, "/operator/two-people", PERMIT_NONE, OPERATOR, NULL, power_sites_show },
	{ METHOD_POST, "/operator/two-people", PERMIT_NONE, OPERATOR | ROUTE_FRESH, NULL, power_sites_answer },

	{ METHOD_GET, "/operator/privacy", PERMIT_NONE, OPERATOR, privacy_ask, privacy_edit_show, .state = &privacy_state },
	{ METHOD_POST, "/operator/privacy", PERMIT_NONE, OPERATOR | ROUTE_FRESH, privacy_ask, privacy_edit_answer, .state = &privacy_state },

	/* ---- a site as a whole */
	{ METHOD_GET, "/{site}/", PERMIT_RECORD_VIEW, 0, dashboard_ask, dashboard_answer, .state = &dashboard_state },
	{ METHOD_GET, "/{site}/search", PERMIT_RECORD_VIEW, 0, search_ask, search_answer, .state = &search_state },
	{ METHOD_GET, "/{site}/triage", PERMIT_REQUIREMENT_TRIAGE, 0, triage_ask, triage_answer, .state = &triage_state },
	{ METHOD_POST, "/{site}/triage", PERMIT_REQUIREMENT_TRIAGE, 0, NULL, triage_save, .state = &triage_state },
	{ METHOD_GET, "/{site}/bulk/{id}", PERMIT_RECORD_VIEW, ROUTE_ALL_ASKED, bulk_report_ask, bulk_report, .state = &bulk_report_state },
	{ METHOD_GET, "/{site}/ledger", PERMIT_RECORD_VIEW, ROUTE_SHEETS, ledger_ask, ledger_answer, .state = &ledger_state },
	{ METHOD_GET, "/{site}/ledger/{number}", PERMIT_RECORD_VIEW, ROUTE_SHEETS, ledger_course_ask, ledger_course, .state = &ledger_course_state },
	{ METHOD_GET, "/{site}/releases", PERMIT_RECORD_VIEW, ROUTE_ALL_ASKED, releases_ask, releases_answer, .state = &releases_state },
	{ METHOD_GET, "/{site}/calendar", PERMIT_RECORD_VIEW, ROUTE_ALL_ASKED, calendar_ask, calendar_answer, .state = &calendar_state },
	{ METHOD_GET, "/{site}/compliance", PERMIT_COMPLIANCE_VIEW, ROUTE_ZIP, compliance_ask, compliance_answer, .state = &compliance_state },
	{ METHOD_GET, "/{site}/compliance/records", PERMIT_COMPLIANCE_VIEW, 0, compliance_found_ask, compliance_found_answer, .state = &compliance_found_state },
	{ METHOD_GET, "/{site}/duties", PERMIT_RECORD_VIEW, 0, duties_ask, duties_show, .state = &duties_state },
	{ METHOD_POST, "/{site}/duties", PERMIT_GROUP_DECIDE, 0, duties_ask, duties_answer, .state = &duties_state },
	{ METHOD_GET, "/{site}/points", PERMIT_NONE, ROUTE_SHEETS, points_ask, points_answer, .state = &points_state },
	{ METHOD_GET, "/{site}/appraisal", PERMIT_NONE, ROUTE_ALL_ASKED | ROUTE_SHEETS, appraisal_ask, appraisal_answer, .state = &appraisal_state },
	{ METHOD_GET, "/{site}/reports/budget", PERMIT_FINANCE_VIEW, ROUTE_SHEETS, budget_report_ask, budget_report_answer, .state = &budget_report_state },
	{ METHOD_GET, "/{site}/reports/finance", PERMIT_FINANCE_VIEW, ROUTE_SHEETS, finance_report_ask, finance_report_answer, .state = &finance_report_state },
	{ METHOD_GET, "/{site}/resources", PERMIT_RECORD_VIEW, ROUTE_SHEETS, resources_ask, resources_answer, .state = &resources_state },
	{ METHOD_GET, "/{site}/flow", PERMIT_RECORD_VIEW, ROUTE_ALL_ASKED | ROUTE_SHEETS, flow_report_ask, flow_report_answer, .state = &flow_report_state },
	{ METHOD_GET, "/{site}/notifications", PERMIT_NONE, 0, notifications_ask, notifications_answer, .state = &notifications_state },
	{ METHOD_POST, "/{site}/notifications", PERMIT_NONE, 0, NULL, notifications_read },
	{ METHOD_GET, "/{site}/history", PERMIT_HISTORY_VIEW, 0, audit_ask, audit_answer, .state = &audit_state },
	{ METHOD_GET, "/{site}/handover", PERMIT_RECORD_HANDOVER, 0, handover_ask, handover_show, .state = &handover_state },
	{ METHOD_POST, "/{site}/handover", PERMIT_RECORD_HANDOVER, 0, handover_ask, handover_answer, .state = &handover_state },
	{ METHOD_GET, "/{site}/absence", PERMIT_NONE, 0, absence_ask, absence_show, .state = &absence_state },
	{ METHOD_POST, "/{site}/absence", PERMIT_NONE, 0, absence_ask, absence_answer, .state = &absence_state },
	{ METHOD_GET, "/{site}/messages", PERMIT_NONE, 0, messages_ask, messages_show, .state = &messages_state },
	{ METHOD_POST, "/{site}/messages", PERMIT_NONE, 0, messages_ask, messages_answer, .state = &messages_state },
	{ METHOD_GET, "/{site}/sayings", PERMIT_RECORD_VIEW, 0, sayings_ask, sayings_show, .state = &sayings_state },
	{ METHOD_POST, "/{site}/sayings", PERMIT_RECORD_VIEW, 0, sayings_ask, sayings_answer, .state = &sayings_state },

	/* ---- joining it */
	{ METHOD_GET, "/{site}/join/{token}", PERMIT_NONE, ROUTE_PUBLIC | ROUTE_SECRET | ROUTE_HASHES, join_ask, join_show, .state = &join_state, .door = DOOR_JOIN },
	{ METHOD_POST, "/{site}/join/{token}", PERMIT_NONE, ROUTE_PUBLIC | ROUTE_SECRET | ROUTE_HASHES, join_ask, join_answer, .state = &join_state, .door = DOOR_JOIN },

	/* ---- its public form */
	{ METHOD_GET, "/{site}/feedback", PERMIT_NONE, ROUTE_PUBLIC | ROUTE_STRANGERS, feedback_ask, feedback_show, .state = &feedback_state, .door = DOOR_FEEDBACK },
	{ METHOD_POST, "/{site}/feedback", PERMIT_NONE, ROUTE_PUBLIC | ROUTE_SHOWS_AGAIN | ROUTE_STRANGERS, feedback_ask, feedback_answer, .state = &feedback_state, .door = DOOR_FEEDBACK },
	{ METHOD_GET, "/{site}/feedback/{code}", PERMIT_NONE, ROUTE_PUBLIC | ROUTE_SECRET, feedback_status_ask, feedback_status_answer, .state = &feedback_status_state, .door = DOOR_FOLLOW },

	/* ---- its administration */
	{ METHOD_GET, "/{site}/settings/members", PERMIT_MEMBERS_MANAGE, 0, members_ask, members_show, .state = &members_state },
	{ METHOD_POST, "/{site}/settings/members", PERMIT_MEMBERS_MANAGE, ROUTE_FRESH, members_ask, members_answer, .state = &members_state },
	{ METHOD_GET, "/{site}/settings/members/{account}", PERMIT_MEMBERS_MANAGE, 0, member_ask, member_show, .state = &member_state },
	{ METHOD_POST, "/{site}/settings/members/{account}", PERMIT_MEMBERS_MANAGE, ROUTE_FRESH, member_ask, member_answer, .state = &member_state },
	{ METHOD_GET, "/{site}/settings/departments", PERMIT_MEMBERS_MANAGE, 0, departments_ask, departments_show, .state = &departments_state },
	{ METHOD_POST, "/{site}/settings/departments", PERMIT_MEMBERS_MANAGE, 0, departments_ask, departments_answer, .state = &departments_state },
	{ METHOD_GET, "/{site}/settings/departments/{id}", PERMIT_MEMBERS_MANAGE, 0, department_ask, department_show, .state = &department_state },
	{ METHOD_POST, "/{site}/settings/departments/{id}", PERMIT_MEMBERS_MANAGE, 0, department_ask, department_answer, .state = &department_state },
	{ METHOD_GET, "/{site}/settings/roles", PERMIT_ROLES_MANAGE, 0, roles_ask, roles_show, .state = &roles_state },
	{ METHOD_POST, "/{site}/settings/roles", PERMIT_ROLES_MANAGE, ROUTE_FRESH, roles_ask, roles_answer, .state = &roles_state },
	{ METHOD_GET, "/{site}/settings/roles/{id}", PERMIT_ROLES_MANAGE, 0, role_ask, role_show, .state = &role_state },
	{ METHOD_POST, "/{site}/settings/roles/{id}", PERMIT_ROLES_MANAGE, ROUTE_FRESH, role_ask, role_answer, .state = &role_state },
	{ METHOD_GET, "/{site}/settings/two-people", PERMIT_NONE, 0, power_ask_page, power_show, .state = &power_state },
	{ METHOD_POST, "/{site}/settings/two-people", PERMIT_NONE, ROUTE_FRESH, power_ask_page, power_answer, .state = &power_state },

	{ METHOD_GET, "/{site}/settings/rules", PERMIT_SETTINGS_MANAGE, 0, NULL, rules_show },
	{ METHOD_POST, "/{site}/settings/rules", PERMIT_SETTINGS_MANAGE, ROUTE_FRESH, NULL, rules_answer },
	{ METHOD_GET, "/{site}/settings/privacy", PERMIT_SETTINGS_MANAGE, 0, privacy_ask, privacy_edit_show, .state = &privacy_state },
	{ METHOD_POST, "/{site}/settings/privacy", PERMIT_SETTINGS_MANAGE, ROUTE_FRESH, privacy_ask, privacy_edit_answer, .state = &privacy_state },
	{ METHOD_GET, "/{site}/settings/import", PERMIT_RECORD_IMPORT, 0, imports_ask, imports_show, .state = &imports_state },
	{ METHOD_POST, "/{site}/settings/import", PERMIT_RECORD_IMPORT, ROUTE_UPLOADS, imports_ask, imports_answer, .state = &imports_state },
	{ METHOD_GET, "/{site}/settings/import/template/{kind}", PERMIT_RECORD_IMPORT, ROUTE_SHEETS, NULL, import_template },
	{ METHOD_GET, "/{site}/settings/import/{id}", PERMIT_RECORD_IMPORT, 0, import_ask, import_show, .state = &import_state },
	{ METHOD_POST, "/{site}/settings/import/{id}", PERMIT_RECORD_IMPORT, 0, import_act_ask, import_answer, .state = &import_state },
	{ METHOD_POST, "/{site}/settings/import/{id}/decision", PERMIT_RECORD_IMPORT, ROUTE_FRESH, import_act_ask, import_decide, .state = &import_state },
	{ METHOD_GET, "/{site}/settings/import/{id}/mistakes", PERMIT_RECORD_IMPORT, ROUTE_SHEETS, import_ask, import_mistakes, .state = &import_state },
	{ METHOD_GET, "/{site}/settings/import/{id}/file", PERMIT_RECORD_IMPORT, 0, import_ask, import_file, .state = &import_state },
	{ METHOD_GET, "/{site}/settings/calendar", PERMIT_SETTINGS_MANAGE, 0, site_calendar_ask, site_calendar_show, .state = &site_calendar_state },
	{ METHOD_POST, "/{site}/settings/calendar", PERMIT_SETTINGS_MANAGE, 0, site_calendar_ask, site_calendar_answer, .state = &site_calendar_state },
	{ METHOD_GET, "/{site}/settings/messages", PERMIT_SETTINGS_MANAGE, 0, robots_ask, robots_show, .state = &robots_state },
	{ METHOD_POST, "/{site}/settings/messages", PERMIT_SETTINGS_MANAGE, ROUTE_FRESH, robots_ask, robots_answer, .state = &robots_state },
	{ METHOD_POST, "/{site}/settings/calendar/freezes", PERMIT_SETTINGS_MANAGE, 0, site_calendar_ask, site_calendar_freeze, .state = &site_calendar_state },

	/* ---- records of every kind */
	{ METHOD_POST, "/{site}/columns", PERMIT_RECORD_VIEW, 0, NULL, columns_answer },
	{ METHOD_POST, "/{site}/filters", PERMIT_RECORD_VIEW, 0, NULL, filter_answer },
	{ METHOD_POST, "/{site}/filters/{filter}/delete", PERMIT_RECORD_VIEW, 0, NULL, filter_answer },
	{ METHOD_POST, "/{site}/filters/{filter}/feed", PERMIT_RECORD_VIEW, 0, NULL, feed_list_answer },
	{ METHOD_POST, "/{site}/preview", PERMIT_RECORD_VIEW, 0, NULL, preview_answer },
	{ METHOD_POST, "/{site}/unsaved", PERMIT_RECORD_VIEW, 0, NULL, unsaved_answer },
	{ METHOD_GET, "/{site}/{kind}", PERMIT_RECORD_VIEW, ROUTE_ALL_ASKED | ROUTE_KEPT | ROUTE_SHEETS, listing_ask, listing_answer, .state = &listing_state },
	{ METHOD_GET, "/{site}/{kind}/moves", PERMIT_RECORD_VIEW, ROUTE_ALL_ASKED, bulk_ask, bulk_confirm, .state = &bulk_state },
	{ METHOD_POST, "/{site}/{kind}/moves", PERMIT_RECORD_VIEW, 0, NULL, bulk_answer, .state = &bulk_state },
	{ METHOD_POST, "/{site}/{kind}", PERMIT_RECORD_VIEW, ROUTE_UPLOADS, edit_create_ask, edit_create_answer, .state = &edit_state },
	{ METHOD_GET, "/{site}/{kind}/new", PERMIT_RECORD_VIEW, ROUTE_ONCE, edit_new_ask, edit_new_answer, .state = &edit_state },
	{ METHOD_GET, "/{site}/{kind}/figures", PERMIT_RECORD_VIEW, ROUTE_ALL_ASKED, figures_ask, figures_answer, .state = &figures_state },
	{ METHOD_GET, "/{site}/{kind}/{number}", PERMIT_RECORD_VIEW, ROUTE_ALL_ASKED | ROUTE_KEPT, show_ask, show_answer, .state = &show_state },
	{ METHOD_GET, "/{site}/{kind}/{number}/edit", PERMIT_RECORD_VIEW, 0, edit_ask, edit_answer, .state = &edit_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/edit", PERMIT_RECORD_VIEW, ROUTE_UPLOADS, edit_save_ask, edit_save_answer, .state = &edit_state },
	{ METHOD_GET, "/{site}/{kind}/{number}/files/{file}", PERMIT_RECORD_VIEW, 0, file_send_ask, file_send_answer, .state = &file_send_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/files", PERMIT_RECORD_COMMENT, ROUTE_UPLOADS, subject_ask_to_change, file_add_answer, .state = &subject_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/moves", PERMIT_RECORD_VIEW, 0, move_ask, move_answer, .state = &move_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/comments", PERMIT_RECORD_COMMENT, 0, subject_ask_to_change, comments_comment, .state = &subject_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/watch", PERMIT_RECORD_COMMENT, 0, subject_ask_to_change, comments_watch, .state = &subject_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/opinions", PERMIT_RECORD_COMMENT, 0, subject_ask_to_change, comments_opinion, .state = &subject_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/urge", PERMIT_RECORD_VIEW, 0, subject_ask_to_change, comments_urge, .state = &subject_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/links", PERMIT_RECORD_COMMENT, 0, subject_ask_to_change, links_answer, .state = &subject_state },
	{ METHOD_GET, "/{site}/{kind}/{number}/entries/{entry}", PERMIT_RECORD_VIEW, 0, entries_list_ask, entries_list_answer, .state = &entries_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/entries/{entry}", PERMIT_RECORD_VIEW, ROUTE_UPLOADS, entries_add_ask, entries_add_answer, .state = &entries_state },
	{ METHOD_GET, "/{site}/{kind}/{number}/entries/{entry}/{no}", PERMIT_RECORD_VIEW, 0, entries_one_ask, entries_one_answer, .state = &entries_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/entries/{entry}/{no}", PERMIT_RECORD_VIEW, 0, entries_save_ask, entries_save_answer, .state = &entries_state },
	{ METHOD_GET, "/{site}/{kind}/{number}/values/{target}", PERMIT_RECORD_VIEW, 0, stating_ask, stating_answer, .state = &stating_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/values/{target}", PERMIT_RECORD_VIEW, 0, stating_save_ask, stating_save_answer, .state = &stating_state },
	{ METHOD_GET, "/{site}/{kind}/{number}/values/{target}/{entry}/{no}", PERMIT_RECORD_VIEW, 0, stating_ask, stating_answer, .state = &stating_state },
	{ METHOD_POST, "/{site}/{kind}/{number}/values/{target}/{entry}/{no}", PERMIT_RECORD_VIEW, 0, stating_save_ask, stating_save_answer, .state = &stating_state },
	{ METHOD_GET, "/{site}/{kind}/{number}/history", PERMIT_RECORD_VIEW, 0, history_page_ask, history_page_answer, .state = &history_page_state },
	{ METHOD_GET, "/{site}/{kind}/{number}/reports/{report}", PERMIT_RECORD_VIEW, 0, behind_ask, behind_answer, .state = &behind_state },
	{ METHOD_GET, "/{site}/{kind}/{number}/versions/{n}", PERMIT_RECORD_VIEW, 0, version_ask, version_answer, .state = &version_state },
	{ METHOD_GET, "/{site}/{kind}/{number}/dossier", PERMIT_RECORD_VIEW, ROUTE_SLOW | ROUTE_ZIP, archive_ask, archive_answer, .state = &archive_state },
	{ METHOD_GET, "/{site}/{kind}/{number}/print", PERMIT_RECORD_VIEW, ROUTE_SLOW, print_ask, print_answer, .state = &print_state },
	{ 0 }
};

const struct interruptions interruptions = { .log_in = login_interrupt, .agree = privacy_interrupts };
