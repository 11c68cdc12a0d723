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
    [one] { $digits } texte n’y est pas : il a changé, la décision est déjà prise, ou il se décide séparément.
   *[other] { $digits } textes n’y sont pas : ils ont changé, la décision est déjà prise, ou ils se décident séparément.
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
bulk-ended-changed = Modifié ou déjà décidé entre-temps ; rien n’a été fait
bulk-ended-in-hand = Une collègue s’en occupe ; rien n’a été fait
bulk-ended-with-lead = Les responsables l’ont ; rien n’a été fait
bulk-ended-by-itself = Se décide séparément, non avec d’autres ; rien n’a été fait
bulk-ended-not-hers = Ce n’est pas à vous d’en décider ; rien n’a été fait
bulk-ended-failed = Une erreur de notre côté ; il attend toujours
bulk-field-item = Textes choisis
bulk-field-key = La clé du formulaire
bulk-log = Plusieurs textes refusés comme publicité
bulk-action-unlist = A retiré une discussion des listes
bulk-action-relist = A remis une discussion dans les listes
bulk-action-language = A changé la langue d’une discussion
bulk-log-unlist = Discussion retirée des listes
bulk-log-relist = Discussion remise dans les listes
bulk-log-language = Langue d’une discussion changée
bulk-event-unlist = Retirée des listes par les modératrices
bulk-event-list = De nouveau dans les listes
bulk-event-language = Langue changée par les modératrices
bulk-reopen-never = Ne se rouvre pas toute seule
bulk-field-reopen = Se rouvre après (en jours)
bulk-reopens = Elle se rouvre le { $day }.
bulk-topic-unlist = La retirer des listes
bulk-topic-list = La remettre dans les listes
bulk-topic-language = Changer la langue
bulk-topic-undo = Annuler : { $what }
