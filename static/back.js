// SPDX-License-Identifier: ISC
// On a page that nginx sends by itself: back to the form as it was filled in.  Without this file the browser's own button does it.
(() => {
	"use strict";
	document.querySelectorAll("[data-back]").forEach((button) => {
		button.hidden = history.length < 2;
		button.addEventListener("click", () => history.back());
	});
})();
