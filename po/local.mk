# SPDX-License-Identifier: ISC
# The catalogues.  The language is the gettext domain, so one locale ("msg") holds both and nothing needs to be
# generated on the host.  tools/words-build joins the areas and checks the placeholders of each translation.
CATALOGUES = words/msg/LC_MESSAGES/zh_CN.mo words/msg/LC_MESSAGES/en.mo
WORDS = $(shell cd $(srcdir) && find po -name '*.po' | LC_ALL=C sort)

words: words/.built
words/.built: $(WORDS:%=$(srcdir)/%) $(srcdir)/tools/words-build $(srcdir)/tools/words-check.awk
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(srcdir)/tools/words-build $(srcdir) words && touch $@

EXTRA_DIST += $(WORDS)

install-data-hook:
	@for f in $(CATALOGUES); do \
		to="$(DESTDIR)$(pkgdatadir)/$$f"; $(MKDIR_P) "$${to%/*}" && $(INSTALL_DATA) "$$f" "$$to" || exit 1; done
uninstall-hook:
	rm -rf "$(DESTDIR)$(pkgdatadir)/words"
mostlyclean-local:
	rm -rf words
