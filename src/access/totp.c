/* SPDX-License-Identifier: ISC */
#include "access/totp.h"

#include "base/random.h"
#include "base/str.h"

#include <liboath/oath.h>
#include <qrencode.h>

enum {
	SECRET_BYTES = 20,
	STEP_SECONDS = 30,
	DIGITS = 6,
	WINDOW = 1,          /* steps to each side */
	QR_MARGIN = 4,       /* modules of quiet zone, as the standard asks */
};

char *
totp_secret(const void *parent)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	unsigned char bytes[SECRET_BYTES];
	struct buf *b = buf_new(parent);
	unsigned held = 0, bits = 0;

	random_bytes(bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++) {
		held = held << 8 | bytes[i];
		for (bits += 8; bits >= 5; bits -= 5)
			buf_putc(b, digits[held >> (bits - 5) & 31]);
	}
	return (b->data);
}

bool
totp_check(const char *secret, const char *code, int64_t now, int64_t *step)
{
	char *key = NULL;
	size_t n = 0;
	int at = 0;
	bool right = false;

	if (secret == NULL || code == NULL || strlen(code) != DIGITS || strspn(code, "0123456789") != DIGITS || now < 0)
		return (false);
	if (oath_base32_decode(secret, strlen(secret), &key, &n) != OATH_OK)
		return (false);
	/* The distance is unsigned in the result and signed in ${at}: below zero is an error. */
	if (oath_totp_validate2(key, n, (time_t)now, STEP_SECONDS, 0, WINDOW, &at, code) >= 0) {
		*step = now / STEP_SECONDS + at;
		right = true;
	}
	free(key);
	return (right);
}

/* Percent-encoded, as an authenticator expects it. */
static void
put_encoded(struct buf *b, const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || strchr("-._~", *p) != NULL)
			buf_putc(b, *p);
		else
			buf_fmt(b, "%%%02X", (unsigned)(unsigned char)*p);
}

char *
totp_uri(const void *parent, const char *secret, const char *login, const char *issuer)
{
	struct buf *b = buf_new(parent);

	buf_put(b, "otpauth://totp/");
	put_encoded(b, issuer);
	buf_putc(b, ':');
	put_encoded(b, login);
	buf_fmt(b, "?secret=%s&issuer=", secret);
	put_encoded(b, issuer);
	return (b->data);
}

char *
totp_qr_path(const void *parent, const char *uri, int *modules)
{
	QRcode *qr = QRcode_encodeString8bit(uri, 0, QR_ECLEVEL_M);
	struct buf *b;

	*modules = 0;
	if (qr == NULL)
		return (NULL);
	b = buf_new(parent);
	for (int y = 0; y < qr->width; y++)
		for (int x = 0; x < qr->width; x++)
			if (qr->data[y * qr->width + x] & 1)
				buf_fmt(b, "M%d %dh1v1h-1z", x + QR_MARGIN, y + QR_MARGIN);
	*modules = qr->width + 2 * QR_MARGIN;
	QRcode_free(qr);
	return (b->data);
}
