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
bulk-log-topics = La même chose faite avec plusieurs discussions
bulk-topics-title = Plusieurs discussions
bulk-topics-lead = Choisissez des discussions, cinquante au plus, et ce qui est fait avec toutes. Vous les revoyez avant que rien ne se passe.
bulk-topics-any = Toutes celles dont je m’occupe
bulk-topics-show = Afficher
bulk-topics-none = Il n’y a pas de discussion ici.
bulk-topics-choose = Choisir
bulk-topics-closed = fermée
bulk-topics-unlisted = dans aucune liste
bulk-topics-close = Les fermer
bulk-topics-reopen = Les rouvrir
bulk-topics-review = Lire d’abord leurs réponses
bulk-topics-trust = Laisser paraître les réponses comme le dit la catégorie
bulk-topics-move = Les déplacer dans une autre catégorie
bulk-topics-reason-hint = La raison sert à fermer, à déplacer et à retirer des listes ; la catégorie, à déplacer.
bulk-topics-preview = Voir les discussions choisies
bulk-topics-preview-title = Les discussions choisies
bulk-topics-preview-lead = Chacune est changée séparément, et cela peut s’annuler dans chacune pendant un jour. Retirez celles dont vous n’êtes pas sûre.
bulk-topics-left-out = { $count ->
    [one] { $digits } discussion n’y est pas : vous ne vous en occupez pas, ou elle n’est pas publique.
   *[other] { $digits } discussions n’y sont pas : vous ne vous en occupez pas, ou elles ne sont pas publiques.
}
bulk-topics-confirm = { $count ->
    [one] Le faire avec { $digits } discussion
   *[other] Le faire avec { $digits } discussions
}
bulk-topics-done = { $count ->
    [0] Rien n’a été fait.
    [one] C’est fait avec { $digits } discussion.
   *[other] C’est fait avec { $digits } discussions.
}
bulk-topics-back = Retour aux discussions
bulk-topics-unknown = Une discussion
bulk-topics-ended-done = Fait
bulk-topics-ended-failed = Une erreur de notre côté ; elle est comme avant
bulk-field-topic = Discussions choisies
bulk-field-what = Que faire avec toutes
bulk-field-to = Dans quelle catégorie
bulk-field-category = Discussions de
