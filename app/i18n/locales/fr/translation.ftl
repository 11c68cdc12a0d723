# $language (String) - a language, in itself
translation-stale = Le texte a changé depuis dans cette langue : { $language }. Cette traduction n’est pas encore renouvelée.
# $language (String) - a language, in itself
translation-stale-from = Traduction à renouveler, l’original a changé : { $language }
translation-title = Traductions
translation-lead = Ce qui manque dans chaque langue et ce qui ne suit plus son original.
translation-stale-list = Traductions à renouveler
translation-missing-list = Textes non traduits
translation-none = Rien.
# $from (String) - a language, in itself
# $to (String) - a language, in itself
translation-page = Traduire : { $from } → { $to }
translation-field-title = Titre
translation-field-summary = Résumé
translation-field-source = Texte
translation-field-note = Note pour l’équipe
translation-field-from = L’original traduit
translation-stands = Ce qui est enregistré maintenant
translation-unsaved = Vous avez un texte non enregistré. Terminez-le ou supprimez-le d’abord, pour que rien ne se perde.
# $before (String) - number of a revision
# $now (String) - number of a revision
translation-changes = Ce qui a changé dans l’original, de la version { $before } à la version { $now }
# $number (String) - number of a step
translation-step = Étape { $number }
translation-take-sources = Reprendre les sources de l’original, avec leurs numéros
translation-save = Enregistrer la traduction
