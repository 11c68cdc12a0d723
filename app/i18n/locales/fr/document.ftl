document-page = Page { $number }
document-page-of = Page { $number } sur { $total }
document-previous = Page précédente
document-next = Page suivante
document-first = Première page
document-last = Dernière page
document-to-page = Aller à la page
document-go = Aller
document-picture = Image de la page { $number }
document-text = Texte
document-no-text = Le texte de cette page n’est pas disponible : seule son image est montrée.
document-no-text-no-picture = Cette page ne peut pas être affichée ici. Gardez le fichier pour la lire.
document-unread = Ce document ne peut pas encore être lu ici page par page. Vous pouvez garder le fichier et le lire sur votre appareil.
document-lost = Il n’y a pas de page { $number } : ce document compte { $total } pages.
document-pages = Pages telles qu’imprimées (PDF)
document-open = Lire ici, avec zoom
document-open-hint = Pour agrandir les pages. Ce poids est chargé une seule fois ; puis chaque page quand vous y arrivez. Le texte reste dessous.
document-keys = Les flèches tournent les pages, + et − changent la taille, Début et Fin mènent à la première et à la dernière page.
document-sheet = La page telle qu’imprimée
document-larger = Agrandir
document-smaller = Réduire
document-close = Revenir à la vue simple
document-loading = Ouverture…
document-failed = La page n’a pas pu être dessinée ici. La vue simple ci-dessous fonctionne toujours, et vous pouvez garder le document.
document-item-unread = Ses pages illisibles
document-download = Garder le document entier
document-search-label = Chercher dans ce document
document-found-title = Dans ce document
document-search-on = Chercher encore à partir de la page { $number }
document-search-back = Retour au document
document-queue-title = Pages illisibles
document-queue-lead = Des pages dont aucun programme n’a pu lire le texte correctement : il faut une reconnaissance optique, ou les retaper. D’ici là, la recherche ne les connaît pas.
document-queue-none = Aucune page n’attend.
document-no-programs = Les programmes qui lisent les pages des PDF ne sont pas installés sur ce serveur (poppler-utils).
document-damaged = Le fichier n’a pas pu être lu
document-waiting = Ses pages n’ont pas encore été lues
document-again = Relire les pages
document-done-again = Les pages vont être relues. Ce qui a été tapé reste.
document-done-page = Le texte de la page est enregistré.
document-state-extracted = Lue par un programme (qualité { $quality } sur 100).
document-state-unreadable = Aucun programme ne la lit (qualité { $quality } sur 100).
document-state-typed = Tapée par une personne de l’équipe.
document-field-text = Texte de la page
document-text-hint = Comme sur la page ; une ligne vide entre les paragraphes.
document-field-direction = Sens de l’écriture
document-direction-auto = Selon le texte
document-direction-rtl = De droite à gauche
document-direction-ltr = De gauche à droite
document-save = Enregistrer le texte
document-blank = Rien n’est écrit sur cette page
document-next-unread = Page suivante qui attend : { $number }
document-action-page = A tapé le texte d’une page, ou fait relire les pages d’un fichier
document-found = { $count ->
    [one] { $digits } page du document
   *[other] { $digits } pages du document
}
document-unreadable = { $count ->
    [one] { $digits } page illisible
   *[other] { $digits } pages illisibles
}
document-machine = Laisser la machine essayer de lire
document-machine-check = La machine a lu ceci. Comparez chaque ligne avec l’image : rien ne compte avant que vous l’enregistriez.
document-machine-absent = Le programme qui lit les images de pages, ou les données de ses langues, n’est pas installé sur ce serveur (tesseract-ocr, tesseract-ocr-ara, tesseract-ocr-fra).
document-machine-too-long = La machine a mis trop de temps pour cette page.
document-machine-nothing = La machine n’a rien trouvé de lisible sur cette page.
