"""Comments as reps write them; :mod:`.comments` fills their slots."""

from .account import Trade

# Any trade, by occasion. ``{machine}`` goes with « sur ».
COMMENTS: dict[str, tuple[str, ...]] = {
    "order": (
        "Commande de {tyres}, livraison souhaitée {delay}.",
        "Prend {tyres} au tarif de la grille. Montage sur place {delay}.",
        "Commande confirmée : {tyres} sur {machine}. RAS par ailleurs.",
        "Besoin urgent sur {machine} : {tyres}, vu avec l'agence pour le stock.",
        "{tyres} en commande. Il demande à grouper la facture en fin de mois.",
        "A comparé avec un confrère, on fait l'affaire à prix égal : {tyres}.",
        "Renouvelle sa monte habituelle ({size} x {qty}). Content de la longévité.",
    ),
    "delivery": (
        "Livré {tyres}, bon signé. Montage à prévoir {delay}.",
        "Passage avec la livraison, serrage contrôlé sur {machine}.",
        "Livraison conforme. J'ai repris les anciennes enveloppes.",
        "Livré et monté ce jour sur {machine}, pression réglée avec le chauffeur.",
    ),
    "survey": (
        "Relevé de parc complet. {machine_cap} à surveiller, reste 20 % de gomme.",
        "Tour du parc : usure irrégulière sur {machine}, géométrie à vérifier.",
        "Relevé fait avec le responsable. {tyres} à prévoir {season}.",
        "Parc mis à jour. Deux machines de plus que l'an dernier.",
        "Contrôle des pressions sur tout le parc, tableau envoyé par mail.",
    ),
    "proposal": (
        "Devis remis pour {tyres}. Décision {delay}.",
        "Proposition chiffrée laissée, il attend le prix d'un concurrent.",
        "Remis deux offres en {size} : premium et milieu de gamme. À relancer.",
        "Offre pour {machine} : intéressé, décision {season}.",
        "Proposition remise et expliquée. Bon contact, il en parle à son associé.",
        "Devis {size} x {qty} + montage. Le prix est jugé correct.",
    ),
    "survey_proposal": (
        "Relevé de parc puis proposition sur l'ensemble. Réponse {delay}.",
        "Parc relevé, devis fait sur place pour {tyres}.",
        "Relevé complet, proposition de suivi annuel remise au responsable.",
    ),
    "courtesy": (
        "Visite de courtoisie, rien d'urgent. À revoir {season}.",
        "Passé en coup de vent, pas de besoin immédiat. Tarif laissé.",
        "Bon échange. Pas de besoin pour l'instant, repasser {season}.",
        "Présentation de la nouvelle gamme en {size}. Intérêt à suivre.",
        "Parc roule peu en ce moment, activité calme. À revoir.",
        "Discuté des délais d'intervention : il apprécie le dépannage de l'agence.",
    ),
    "phone": (
        "Appel pour prendre des nouvelles, besoin de {tyres} à confirmer.",
        "Au téléphone : pas encore décidé, rappeler {delay}.",
        "Relance du devis. Il valide en interne et me rappelle.",
        "Laissé un message, pas de rappel pour l'instant.",
    ),
    "phone_order": (
        "Commande par téléphone : {tyres}, livraison {delay}.",
        "Appelle pour {tyres} sur {machine}. Stock confirmé avec l'agence.",
    ),
    "mail": (
        "Tarif {size} envoyé par mail à sa demande.",
        "Envoi du comparatif par mail, en attente de retour.",
    ),
    "agency": (
        "Passé à l'agence pour une réparation, en a profité pour voir les {size}.",
        "Vu au comptoir de l'agence. Récupère {tyres} {delay}.",
    ),
    "complaint": (
        "Réclamation sur un {size} : usure prématurée. Photos prises, dossier ouvert.",
        "Mécontent du délai de la dernière livraison. Geste commercial à voir.",
        "Crevaison à répétition sur {machine}. Jante à contrôler à l'atelier.",
    ),
    "absent": (
        "Personne sur place, carte laissée dans la boîte.",
        "Absent. Repasser en début de matinée.",
        "Le responsable était en déplacement, vu seulement le secrétariat.",
    ),
    "discovery": (
        "Premier contact. Travaille avec un confrère depuis longtemps, ouvert au prix.",
        "Prise de contact, accueil correct. Parc à relever à la prochaine visite.",
        "Présentation de la maison et du service de dépannage. À creuser.",
        "Vient de reprendre l'affaire, cherche un fournisseur de proximité.",
        "Recommandé par un client du secteur. Consomme surtout du {size}.",
    ),
    "opening": (
        "D'accord pour ouvrir un compte. Fiche complétée, demande envoyée.",
        "Premier achat décidé ({tyres}) : demande de création de compte faite.",
    ),
    "cancelled": (
        "Annulé par le client, il rappelle.",
        "Visite annulée, urgence chez un autre client.",
        "Reportée : le chantier a pris du retard.",
    ),
}

# What only one trade would say, beside the comments above.
TRADE_COMMENTS: dict[tuple[Trade, str], tuple[str, ...]] = {
    (Trade.FARM, "courtesy"): (
        "En plein travaux aux champs, vu cinq minutes. Repasser {season}.",
        "Prix du lait en hausse, parle de changer la monte du tracteur de tête.",
    ),
    (Trade.FARM, "order"): (
        "Veut être chaussé {season} : {tyres} sur {machine}.",
        "Passe en basse pression pour moins tasser : {tyres}.",
    ),
    (Trade.CONTRACTOR, "survey"): (
        "Relevé avant la saison : {machine} et deux bennes à refaire.",
    ),
    (Trade.HAULAGE, "survey"): (
        "Relevé de parc sur le quai : {qty} camions à rechausser, rien en remorque.",
        "Profondeurs relevées. Recreusage possible sur les essieux moteurs.",
    ),
    (Trade.HAULAGE, "order"): (
        "{tyres} moteur et recreusage des directeurs. Montage samedi matin.",
        "Prend du rechapé sur les remorques : {tyres}.",
    ),
    (Trade.WORKS, "courtesy"): (
        "Vu le chef de chantier sur place. Nouveau marché gagné, besoin {season}.",
    ),
    (Trade.QUARRY, "survey"): (
        "Contrôle des chargeuses : coupures sur flanc, {size} à prévoir.",
    ),
    (Trade.GARAGE, "order"): (
        "Réassort de la saison : {tyres} et des consommables.",
        "Prépare la saison hiver, {tyres} en quatre saisons.",
    ),
    (Trade.TOWN, "proposal"): (
        "Devis demandé par les services techniques, vote au prochain conseil.",
        "Trois devis obligatoires. Proposition déposée en mairie.",
    ),
    (Trade.COACHES, "survey"): (
        "Relevé des autocars avant la rentrée scolaire, {tyres} à prévoir.",
    ),
}
