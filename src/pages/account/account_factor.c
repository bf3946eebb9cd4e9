/* SPDX-License-Identifier: ISC */
/* The second factor: setting it up with an authenticator, recovery codes, turning it off. */
#include "pages/account/account.h"

#include "access/event.h"
#include "access/totp.h"
#include "base/fold.h"
#include "base/random.h"
#include "view/words.h"

#include <time.h>

enum { CODES = 10, CODE_CHARS = 10, SECRET_CHARS = 32 };

struct account_factor_state {
	struct rows *codes_left;
};

const size_t account_factor_state = sizeof(struct account_factor_state);

void
account_factor_ask(struct visit *v)
{
	db_ask(v->c->db, v->c, STMT_RECOVERY_LEFT, &STATE_OF(v, account_factor_state)->codes_left, NO_ARGS);
}

/* "ABCDEFGH" as "ABCD EFGH …": easier to type. */
static char *
in_fours(struct visit *v, const char *text)
{
	struct buf *b = buf_new(v->c);

	for (size_t i = 0; text[i] != '\0'; i++)
		buf_fmt(b, "%s%c", i > 0 && i % 4 == 0 ? " " : "", text[i]);
	return (b->data);
}

static struct err *
put_secret(struct visit *v, const char *secret)
{
	struct node *node = node_in(v->root, "Factor");
	int modules = 0;
	char *path = totp_qr_path(v->c, totp_uri(v->c, secret, v->c->me->login, "Gatehouse"), &modules);

	if (path == NULL)
		return (RAISE(ERR_INTERNAL, "no QR code"));
	node_put(node, "secret", secret);
	node_put(node, "secret_shown", in_fours(v, secret));
	node_put(node, "qr", path);
	node_putf(node, "size", "%d", modules);
	return (OK);
}

static struct err *
show(struct visit *v, const char *secret, const char *complaint)
{
	struct node *node = node_in(v->root, "Factor");

	node_put_flag(node, "on", v->c->me->has_second_factor);
	node_put(node, "codes_left", rows_str(STATE_OF(v, account_factor_state)->codes_left, 0, "left"));
	if (!v->c->me->has_second_factor)
		TRY(put_secret(v, secret));
	if (complaint == NULL)
		return (visit_show(v, "pages/account_factor", N_("Second factor")));
	node_put(node, "complaint", word(complaint));
	return (visit_again(v, "pages/account_factor", N_("Second factor")));
}

struct err *
account_factor_show(struct visit *v)
{
	return (show(v, totp_secret(v->c), NULL));
}

/* New recovery codes, shown this once; stored are their digests. */
static struct err *
give_codes(struct visit *v)
{
	struct ctx *c = v->c;
	struct node *list = node_in(node_in(v->root, "Factor"), "codes");
	char **digests = mem_array(c, char *, CODES + 1);

	for (int i = 0; i < CODES; i++) {
		char *code = random_code(c, CODE_CHARS);

		digests[i] = digest_hex(c, code);
		node_put(node_item(list), "code", mem_fmt(c, "%.5s-%s", code, code + 5));
	}
	db_ask(c->db, c, STMT_RECOVERY_SET, NULL, ARGS(form_array(c, digests)));
	return (visit_show(v, "pages/account_codes", N_("Your recovery codes")));
}

static void
changed(struct visit *v, const char *action)
{
	struct ctx *c = v->c;

	db_ask(c->db, c, STMT_SESSION_END_OTHERS, NULL, ARGS(c->me->id_text, c->token));
	event_new(c, action, NULL, c->me->login);
}

static struct err *
turn_on(struct visit *v)
{
	struct ctx *c = v->c;
	const char *secret = visit_form(v, "secret"), *code = fold_code(v->c, visit_form(v, "code"));
	char step_text[24];
	int64_t step;

	/* A form that was kept over a log-in lacks it: start again. */
	if (*secret == '\0')
		return (visit_go(v, "/account/factor", NULL));
	/* Ours, from the page before: another length or letter was typed by somebody. */
	if (strlen(secret) != SECRET_CHARS || strspn(secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != SECRET_CHARS)
		return (RAISE(ERR_INVALID, "not a secret of ours"));
	if (!totp_check(secret, code, (int64_t)time(NULL), &step))
		return (show(v, secret, "login.wrong_code"));
	snprintf(step_text, sizeof(step_text), "%lld", (long long)step);
	db_ask(c->db, c, STMT_TOTP_SET, NULL, ARGS(secret));
	db_ask(c->db, c, STMT_TOTP_USE, NULL, ARGS(c->me->id_text, step_text));
	changed(v, "factor.on");
	return (give_codes(v));
}

struct err *
account_factor_answer(struct visit *v)
{
	struct ctx *c = v->c;
	const char *act = visit_form(v, "act");

	if (str_eq(act, "on") && !c->me->has_second_factor)
		return (turn_on(v));
	if (str_eq(act, "codes") && c->me->has_second_factor) {
		event_new(c, "factor.codes", NULL, c->me->login);
		return (give_codes(v));
	}
	if (str_eq(act, "off") && c->me->has_second_factor) {
		db_ask(c->db, c, STMT_TOTP_SET, NULL, ARGS(NULL));
		db_ask(c->db, c, STMT_RECOVERY_SET, NULL, ARGS("{}"));
		changed(v, "factor.off");
		return (visit_go(v, "/account", "account.factor_off"));
	}
	return (visit_go(v, "/account/factor", NULL));
}
