provider-or = Ou avec un compte que vous avez ailleurs
provider-with = Continuer avec { $name }

provider-before-title = Se connecter avec { $name }
provider-before-lead = Vous allez chez { $name }, puis vous revenez ici. Lisez d’abord qui apprend quoi.
provider-learns-title = Ce qu’apprend { $name }
provider-learns = Que vous vous connectez à ce site, et quand. { $name } le montre dans la liste de vos activités et des sites liés : qui peut ouvrir votre compte là-bas peut le voir.
provider-we-learn-title = Ce que nous apprenons
provider-we-learn = Un numéro qui nous permet de vous reconnaître, gardé de façon que personne ne puisse le relire. Nous ne demandons ni nom, ni adresse électronique, ni photo, ni contacts.
provider-watched-title = Quelqu’un regarde dans vos comptes ?
provider-watched = Alors un pseudonyme et une phrase secrète laissent moins de traces.
provider-go = Aller chez { $name }
provider-rather = Plutôt avec une phrase secrète

provider-first-title = Choisissez votre nom ici
provider-first-lead = { $name } dit que c’est bien vous. Votre nom de là-bas y reste : ici, vous en avez un autre.
provider-first-learns = { $name } sait que vous êtes venue, et sa liste d’activités le montre. Il n’apprend ni le nom que vous choisissez maintenant, ni ce que vous lisez et écrivez.

provider-list-title = Connexion avec d’autres comptes
provider-list-lead = Chacun d’eux ouvre votre compte ici, sans phrase secrète.
provider-list-warning = Qui peut ouvrir votre compte chez l’un d’eux peut aussi ouvrir celui-ci. Et sa liste d’activités montre chacune de vos venues.
provider-linked = Lié
provider-link = Lier { $name }
provider-unlink = Retirer { $name }
provider-list-none = Aucun autre compte n’est lié.
provider-done-linked = Il est lié. Désormais, il ouvre ce compte.
provider-done-unlinked = Il est retiré. Il n’ouvre plus ce compte.
provider-last-title = C’est votre seule entrée
provider-last = Sans lui, plus rien n’ouvrirait votre compte. Fixez d’abord une phrase secrète, puis retirez-le.
provider-set-passphrase = Fixer une phrase secrète

provider-confirm = Confirmer avec { $name }

provider-interrupted-title = Cette connexion s’est arrêtée en route
provider-interrupted = Elle a duré trop longtemps, a déjà servi, ou a commencé dans un autre navigateur. Rien ne s’est passé : recommencez.
provider-denied-title = Vous ne vous êtes pas connectée
provider-denied = L’autre site vous a renvoyée sans connexion. Rien ne s’est passé ici.
provider-untrusted-title = Nous n’avons pas pu accepter cette réponse
provider-untrusted = Ce que l’autre site a dit de vous n’a pas passé nos contrôles. Rien ne s’est passé : vous pouvez réessayer, ou utiliser une phrase secrète.
provider-away-title = L’autre site ne répond pas
provider-away = Rien ne s’est passé. Réessayez plus tard, ou utilisez une phrase secrète.
provider-taken-title = Pas lié
provider-taken = Ce compte en ouvre un autre ici, ou vous en avez déjà lié un autre du même site. Rien n’a été modifié.
provider-not-hers-title = C’était un autre compte
provider-not-hers = Connectez-vous là-bas avec le compte que vous avez lié ici.
provider-shut-title = Ce compte ne peut pas être ouvert
provider-shut = Demandez à l’équipe si vous ne savez pas pourquoi.
provider-again = Retour
