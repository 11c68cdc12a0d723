bulk-title = Refuser plusieurs textes comme publicité
bulk-lead = Choisissez les textes qui sont clairement de la publicité, cinquante au plus. Vous les revoyez avant que rien ne soit refusé.
bulk-choose = Choisir pour le refus comme publicité
bulk-preview = Voir les textes choisis
bulk-preview-title = Les textes choisis
bulk-preview-lead = Chacun est refusé séparément, et son autrice en trouve la raison sur sa page. Retirez ceux dont vous n’êtes pas sûre.
bulk-confirm = { $count ->
    [one] Refuser { $digits } texte comme publicité
   *[other] Refuser { $digits } textes comme publicité
}
bulk-left-out = { $count ->
    [one] { $digits } texte n’y est pas : il a changé, a été décidé, ou se décide séparément.
   *[other] { $digits } textes n’y sont pas : ils ont changé, ont été décidés, ou se décident séparément.
}
bulk-none = Rien ici ne peut être refusé avec d’autres.
bulk-done-title = Ce qu’ils sont devenus
bulk-done = { $count ->
    [0] Aucun texte n’a été refusé.
    [one] { $digits } texte a été refusé.
   *[other] { $digits } textes ont été refusés.
}
bulk-unknown = Un texte
bulk-ended-refused = Refusé
bulk-ended-changed = Changé ou décidé entre-temps ; rien n’a été fait
bulk-ended-in-hand = Quelqu’un s’en occupe ; rien n’a été fait
bulk-ended-with-lead = La responsable l’a ; rien n’a été fait
bulk-ended-by-itself = Se décide séparément, non avec d’autres ; rien n’a été fait
bulk-ended-not-hers = Ce n’est pas à vous d’en décider ; rien n’a été fait
bulk-ended-failed = Une erreur de notre côté ; il attend toujours
bulk-field-item = Textes choisis
bulk-field-key = La clé du formulaire
bulk-log = Plusieurs refusés comme publicité
bulk-action-unlist = A retiré une discussion des listes
bulk-action-relist = A remis une discussion dans les listes
bulk-action-language = A dit en quelle langue est une discussion
bulk-log-unlist = Sujet retiré des listes
bulk-log-relist = Sujet remis dans les listes
bulk-log-language = Langue d’un sujet changée
bulk-event-unlist = Retiré des listes par les modératrices
bulk-event-list = De nouveau dans les listes
bulk-event-language = Langue changée par les modératrices
bulk-reopen-never = Pas de lui-même
bulk-field-reopen = Se rouvre après (jours)
bulk-reopens = Il se rouvre le { $day }.
bulk-topic-unlist = Retirer des listes
bulk-topic-list = Remettre dans les listes
bulk-topic-language = Changer la langue
bulk-topic-undo = Revenir sur : { $what }
