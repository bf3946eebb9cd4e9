# SPDX-License-Identifier: ISC
# The catalogues.  The language is the gettext domain, so one locale ("msg") holds both and nothing needs to be
# generated on the host.  msgfmt --check compares the placeholders of each translation.
LANGUAGES = $(basename $(notdir $(wildcard $(srcdir)/po/*.po)))
CATALOGUES = $(LANGUAGES:%=words/msg/LC_MESSAGES/%.mo)

words: $(CATALOGUES)

words/msg/LC_MESSAGES/%.mo: $(srcdir)/po/%.po
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(MSGFMT) --check -o $@.tmp $< && mv $@.tmp $@

EXTRA_DIST += $(LANGUAGES:%=po/%.po)

install-data-hook:
	@for f in $(CATALOGUES); do \
		to="$(DESTDIR)$(pkgdatadir)/$$f"; $(MKDIR_P) "$${to%/*}" && $(INSTALL_DATA) "$$f" "$$to" || exit 1; done
uninstall-hook:
	rm -rf "$(DESTDIR)$(pkgdatadir)/words"
mostlyclean-local:
	rm -rf words
