import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/** After « Supprimer »: back to the list, with a way to take it back (S3-52). */
function prospectsDeleted(env, action) {
    const {ids, message} = action.params;
    const close = env.services.notification.add(message, {
        type: "success",
        sticky: true,
        buttons: [
            {
                name: _t("Undo"),
                primary: true,
                onClick: async () => {
                    close();
                    await env.services.orm.call(
                        "res.partner",
                        "action_restore_prospect",
                        [ids],
                    );
                    await env.services.action.doAction({
                        type: "ir.actions.client",
                        tag: "soft_reload",
                    });
                },
            },
        ],
    });
    return {type: "ir.actions.client", tag: "soft_reload"};
}

registry.category("actions").add("field_crm_prospects_deleted", prospectsDeleted);
