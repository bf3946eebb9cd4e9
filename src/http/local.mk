# SPDX-License-Identifier: ISC
# The wire: requests, bodies, replies, addresses; knows no database.
noinst_LIBRARIES += src/http/libhttp.a
src_http_libhttp_a_SOURCES = \
	src/http/body.c src/http/clean.c src/http/clean.h src/http/client.c src/http/client.h src/http/header_value.c src/http/header_value.h \
	src/http/multipart.c src/http/multipart.h src/http/pairs.c src/http/pairs.h src/http/part_head.c \
	src/http/part_head.h src/http/path.c src/http/path.h src/http/reply.c src/http/reply.h \
	src/http/request.c src/http/request.h src/http/upload.c src/http/upload.h src/http/url.c src/http/url.h
