# SPDX-License-Identifier: ISC
# Static files in assets/, each with a compressed twin for nginx' gzip_static; and what their addresses carry (?v=) so
# that a browser may keep them for ever.
ASSET_FILES = $(shell cd $(srcdir)/static && find . -type f ! -name local.mk | sed 's,^\./,,' | LC_ALL=C sort)
ASSETS = $(ASSET_FILES:%=assets/%)

assets: $(ASSETS) $(ASSETS:=.gz)

assets/%.gz: assets/%
	$(AM_V_GEN)gzip -9 -n -c $< >$@.tmp && mv $@.tmp $@
# A browser needs neither the comments nor the indentation of a script: lines that are a comment go.
assets/%.js: $(srcdir)/static/%.js
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)sed -e '/^	*\/\//d' -e 's/^	*//' $< >$@.tmp && mv $@.tmp $@
assets/%: $(srcdir)/static/%
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)cp $< $@

BUILT_SOURCES += src/web/assets.h
CLEANFILES += src/web/assets.h
src/web/assets.h: $(ASSET_FILES:%=$(srcdir)/static/%)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)printf '#define ASSETS_VERSION "%.8s"\n' "$$(cat $^ | sha256sum)" >$@.tmp && mv $@.tmp $@

EXTRA_DIST += $(ASSET_FILES:%=static/%)

install-data-local: install-assets
.PHONY: install-assets uninstall-assets clean-assets
install-assets: assets
	@for f in $(ASSETS) $(ASSETS:=.gz); do \
		to="$(DESTDIR)$(pkgdatadir)/$$f"; $(MKDIR_P) "$${to%/*}" && $(INSTALL_DATA) "$$f" "$$to" || exit 1; done
uninstall-local: uninstall-assets
uninstall-assets:
	rm -rf "$(DESTDIR)$(pkgdatadir)/assets"
clean-local: clean-assets
clean-assets:
	rm -rf assets
