# SPDX-License-Identifier: ISC
# Static files: ours and the one script from the package lock file, side by side in assets/, each with a compressed
# twin for nginx' gzip_static.
OUR_ASSETS = $(shell cd $(srcdir)/static && find . -type f ! -name local.mk | sed 's,^\./,,' | LC_ALL=C sort)
HTMX = node_modules/htmx.org/dist/htmx.min.js
ASSETS = $(OUR_ASSETS:%=assets/%) assets/htmx.js

assets: $(ASSETS) $(ASSETS:=.gz)

assets/htmx.js: $(srcdir)/$(HTMX)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)cp $< $@
$(srcdir)/$(HTMX):
	@echo "$(HTMX) is missing: run  npm ci --omit=dev  in the source directory first" >&2; exit 1
assets/%.gz: assets/%
	$(AM_V_GEN)gzip -9 -n -c $< >$@.tmp && mv $@.tmp $@
assets/%: $(srcdir)/static/%
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)cp $< $@

EXTRA_DIST += $(OUR_ASSETS:%=static/%) $(HTMX) node_modules/htmx.org/package.json node_modules/htmx.org/LICENSE

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
