book-damaged = Ce livre ne peut pas être ouvert ici : son fichier est abîmé. Vous pouvez tout de même garder le fichier.
book-locked = Ce livre est verrouillé et ne peut pas être ouvert ici. Vous pouvez tout de même garder le fichier.
book-part-damaged = Cette partie du livre ne peut pas être affichée. Passez à la suivante, ou gardez le fichier entier.
book-part-long = Cette partie du livre est trop longue pour une page. Gardez le fichier entier pour la lire.
book-download = Garder le livre entier
book-part = Partie { $number }
book-part-of = Partie { $number } sur { $total }
book-previous = Partie précédente
book-next = Partie suivante
book-search-label = Chercher dans ce livre
book-found-title = Dans ce livre
book-found = { $count ->
    [one] { $digits } partie du livre
   *[other] { $digits } parties du livre
}
book-search-on = Chercher encore à partir de la partie { $number }
book-search-back = Retour au livre
book-look-title = Aspect du texte
book-look-usual = Comme d’habitude
book-look-button = Afficher ainsi
book-size = Taille des lettres
book-size-large = Grande
book-size-larger = Très grande
book-leading = Espace entre les lignes
book-leading-wide = Large
book-contrast = Contraste
book-contrast-more = Fort
