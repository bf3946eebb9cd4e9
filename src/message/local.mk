# SPDX-License-Identifier: ISC
noinst_LIBRARIES += src/message/libmessage.a
src_message_libmessage_a_SOURCES = src/message/item.h src/message/link.c src/message/link.h src/message/reply.c src/message/reply.h src/message/robot.c src/message/robot.h
