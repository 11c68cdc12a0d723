error-unknown-field-title = This form is not the one we know
error-unknown-field = It holds something that this page does not ask for, perhaps because the page was open for a long time. Nothing was changed. Open the page again; your text is safe below.
