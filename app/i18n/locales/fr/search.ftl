search-title = Recherche
search-again-label = Chercher dans tout le site
search-hint = Articles, bibliothèque, chiffres et forum, en trois langues. Les guillemets « » cherchent exactement ces mots.
search-too-often = Vous avez cherché de nombreuses fois en une minute. Attendez une minute, puis appuyez de nouveau sur le bouton : vos mots sont restés dans le champ.
search-start-title = Que cherchez-vous ?
search-start-text = Un seul mot suffit. L’orthographe et les accents n’ont pas besoin d’être justes.
search-count = { $count ->
    [one] { $digits } résultat
   *[other] { $digits } résultats
}
search-partly = Aucun texte ne contient tous ces mots. Ceux-ci en contiennent une partie.
search-kinds-label = Genre de résultat
search-languages-label = Langue du texte
search-languages-all = Toutes les langues
search-at-page = À la page { $number }
search-at-part = Dans la partie { $number } du livre
search-at-second = À { $at }
search-at-heading = Dans le texte
search-at-post = Dans une réponse
search-elsewhere = En d’autres mots :
search-kind-all = Tout
search-kind-article = Articles et démarches
search-kind-page = Pages de ce site
search-kind-item = Bibliothèque
search-kind-dataset = Chiffres
search-kind-organisation = Organisations
search-kind-topic = Forum
search-all-of-kind = { $count ->
    [one] Voir { $digits } résultat
   *[other] Voir les { $digits } résultats
}
search-first-shown = { $count ->
    [one] Seul le premier est affiché. Un mot de plus précise la recherche.
   *[other] Seuls les { $digits } premiers sont affichés. Un mot de plus précise la recherche.
}
search-empty-title = Rien trouvé avec ces mots
search-empty-text = Essayez avec moins de mots, ou un autre mot pour la même chose. Vous pouvez aussi partir des rubriques, ou demander dans le forum.
search-suggestions = Peut-être cherchez-vous :
search-empty-sections = Voir les rubriques
search-empty-forum = Aller au forum
search-offers-label = Suggestions
search-offers-count = { $count ->
    [one] { $digits } suggestion. Les flèches du clavier y mènent.
   *[other] { $digits } suggestions. Les flèches du clavier y mènent.
}
