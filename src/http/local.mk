# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/http/libhttp.a
src_http_libhttp_a_SOURCES = src/http/multipart.h src/http/reply.h src/http/request.h src/http/url.h 
