# SPDX-License-Identifier: ISC
# The catalogues, a file per language (src/view/catalogue.h).  tools/words-build joins the areas and checks the
# placeholders of each translation.
CATALOGUES = words/zh_CN.mo words/en.mo
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
