moderation-lead = Ce que des femmes ont envoyé, et ce qui vous attend.
moderation-nav-label = Le bureau de l’équipe
moderation-nav-desk = Vue d’ensemble
moderation-nav-queue = Textes à lire
moderation-waiting = { $count ->
    [0] Aucun texte n’attend.
    [one] { $digits } texte attend.
   *[other] { $digits } textes attendent.
}
moderation-oldest = { $days ->
    [0] Le plus ancien a été envoyé depuis moins d’un jour.
    [one] Le plus ancien attend depuis { $digits } jour.
   *[other] Le plus ancien attend depuis { $digits } jours.
}
moderation-age = { $days ->
    [0] Moins d’un jour
    [one] { $digits } jour
   *[other] { $digits } jours
}
moderation-open-queue = Lire ce qui attend
moderation-queue-title = Textes à lire
moderation-queue-lead = Les plus anciens d’abord. Chacune de ces femmes vous attend.
moderation-checklist-title = Avant de publier
moderation-checklist-names = Aucun nom, lieu, téléphone, lieu de travail ou école qui trahisse quelqu’un : au Kef, un village, un métier et deux enfants suffisent.
moderation-checklist-danger = Quelqu’un en danger : ne publiez pas. Sur la page du texte, pressez « Quelqu’un est en danger » : celles qui veillent à la sécurité sont alertées et elle voit les numéros.
moderation-checklist-words = Une femme peut dire avec ses mots ce qu’on lui a fait. Des mots durs ne sont pas une raison de refuser.
moderation-checklist-doubt = Dans le doute, laissez-le et demandez à une autre de l’équipe.
moderation-empty-title = Rien n’attend
moderation-empty-text = Tout a été lu. Merci.
moderation-empty-filter = Rien de ce qui attend ne correspond à ce choix.
moderation-show-all = Montrer tout ce qui attend
moderation-kind-topic = Nouvelle question
moderation-kind-reply = Réponse
moderation-kind-correction = Texte corrigé
moderation-filter-label = Montrer seulement
moderation-filter-kind = Sorte
moderation-filter-language = Langue
moderation-filter-all = Tout
moderation-filter-topics = Questions
moderation-filter-replies = Réponses
moderation-in-topic = Dans la discussion :
moderation-own = Ce texte est le vôtre : une autre de l’équipe en décide.
moderation-topic-not-public = Sa question n’est pas publiée. Décidez d’abord de la question.
moderation-approve = Publier
moderation-refuse-open = Ne pas publier…
moderation-reject = Ne pas publier
moderation-field-reason = Raison
moderation-field-reason-choose = Choisissez
moderation-field-reason-hint = Elle lira exactement cette phrase, dans sa langue.
moderation-field-note = Un mot pour elle
moderation-field-note-hint = Nécessaire seulement pour « une autre raison ». Soyez douce ; dites ce qu’il faudrait changer.
moderation-field-post = Le texte
moderation-field-version = La version du texte
moderation-field-action = La décision
moderation-done-approve = Le texte est publié.
moderation-done-reject = Le texte n’a pas été publié. Son autrice trouve la raison sur sa page.
moderation-more = Suite
moderation-first-page = Revenir aux plus anciens
moderation-stale-title = Quelqu’un a décidé avant vous
moderation-stale-text = Votre décision n’a rien changé. Voici où en est le texte :
moderation-changed-text = Ce texte a changé pendant que vous l’aviez sous les yeux. Relisez-le avant de décider.
moderation-topic-not-public-title = La question elle-même n’est pas publiée
moderation-topic-not-public-text = Une réponse ne peut paraître sans sa question. Décidez d’abord de la question ; la réponse attend toujours.
moderation-your-note = Ce que vous lui avez écrit
moderation-back-to-queue = Revenir aux textes
moderation-see-topic = Voir la discussion
