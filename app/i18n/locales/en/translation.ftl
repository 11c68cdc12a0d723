# $language (String) - a language, in itself
translation-stale = The text was changed since in this language: { $language }. This translation is not yet renewed.
# $language (String) - a language, in itself
translation-stale-from = Stale translation, its source changed: { $language }
translation-title = Translations
translation-lead = What is missing in each language, and what does not follow its source any more.
translation-stale-list = Translations to be renewed
translation-missing-list = Texts without a translation
translation-none = Nothing.
# $from (String) - a language, in itself
# $to (String) - a language, in itself
translation-page = Translate: { $from } → { $to }
translation-field-title = Title
translation-field-summary = Summary
translation-field-source = Text
translation-field-note = Note for the team
translation-field-from = The source of the translation
translation-stands = What is saved now
translation-unsaved = You have a text that is not saved. Finish or drop it first, so that nothing of it is lost.
# $before (String) - number of a revision
# $now (String) - number of a revision
translation-changes = What changed in the source from revision { $before } to revision { $now }
# $number (String) - number of a step
translation-step = Step { $number }
translation-take-sources = Take over the sources of the original, with their numbers
translation-save = Save the translation
