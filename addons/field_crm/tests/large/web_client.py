"""The calls that Odoo's web client makes when somebody opens a list or a form.

They are built from the views of the user who opens them, so a field added to a view is
measured from that day on.
"""

import ast
from typing import NamedTuple

from lxml import etree

from odoo.tools.safe_eval import safe_eval

LIST_LIMIT, X2MANY_LIMIT, COUNT_LIMIT = 80, 40, 10001
ALWAYS = ("1", "True")


class Call(NamedTuple):
    """A method that a client calls on a model, with the arguments of its request."""

    model: str
    method: str
    args: tuple
    kwargs: dict

    def on(self, env):
        """What the server answers to the user of ``env``."""
        context = self.kwargs.get("context", {})
        kwargs = {n: value for n, value in self.kwargs.items() if n != "context"}
        model = env[self.model].with_context(**context)
        if self.method == "web_read":
            return model.browse(self.args[0]).web_read(*self.args[1:], **kwargs)
        return getattr(model, self.method)(*self.args, **kwargs)


class Screen:
    """A window action as one user has it on the screen.

    Parameters
    ----------
    env : Environment
        The user's.
    action : str
        External identifier of the window action.
    domain : list, optional
        Replaces the action's, as when a button opens it.
    """

    def __init__(self, env, action, domain=None):
        found = env["ir.actions.act_window"]._for_xml_id(action)
        names = {"uid": env.uid, "active_id": False, "active_ids": []}
        self.env = env
        self.model = found["res_model"]
        self.context = safe_eval(found["context"] or "{}", names)
        self.domain = (
            safe_eval(found["domain"] or "[]", names) if domain is None else domain
        )
        search_view = found.get("search_view_id") or [False]
        views = env[self.model].with_context(**self.context)
        answer = views.get_views([*found["views"], (search_view[0], "search")])
        self.fields = {name: one["fields"] for name, one in answer["models"].items()}
        self.archs = {
            kind: etree.fromstring(view["arch"])
            for kind, view in answer["views"].items()
        }

    def open_list(self, *domain, order=None, limit=LIST_LIMIT):
        """The first page of the list, with the conditions of the search box."""
        arch = self.archs["list"]
        return Call(
            self.model,
            "web_search_read",
            (),
            {
                "domain": [*self.domain, *domain],
                "specification": self.specification("list"),
                "offset": 0,
                "order": order or arch.get("default_order", ""),
                "limit": int(arch.get("limit", limit)),
                "count_limit": COUNT_LIMIT,
                "context": {**self.context, "bin_size": True},
            },
        )

    def search(self, text):
        """The list once somebody has typed a text and pressed Enter."""
        field = self.archs["search"].find("field")
        if field.get("filter_domain"):
            found = safe_eval(field.get("filter_domain"), {"self": text})
        else:
            found = [(field.get("name"), field.get("operator", "ilike"), text)]
        return self.open_list(*found)

    def open_form(self, record_id):
        """One record."""
        return Call(
            self.model,
            "web_read",
            ([record_id], self.specification("form")),
            {"context": {**self.context, "bin_size": True}},
        )

    def specification(self, kind):
        """Which fields a view asks for, as ``web_read`` wants it."""
        return self._specification(self.archs[kind], self.model)

    def _specification(self, arch, model):
        found = {}
        for node in _own_fields(arch):
            name = node.get("name")
            field = self.fields[model].get(name)
            if field is None:
                continue
            found[name] = {}
            if node.get("invisible") in ALWAYS:
                continue
            if field["type"] in ("many2one", "reference"):
                found[name]["fields"] = {"display_name": {}}
            elif field["type"] in ("one2many", "many2many"):
                found[name] = self._lines(node, field["relation"])
        return found

    def _lines(self, node, model):
        options = ast.literal_eval(node.get("options", "{}"))
        view = next((node.find(kind) for kind in _modes(node)), None)
        if view is None:
            names = {"display_name", options.get("color_field")} - {None}
            return {"fields": {name: {} for name in names}, "limit": X2MANY_LIMIT}
        lines = {
            "fields": self._specification(view, model),
            "limit": int(view.get("limit", X2MANY_LIMIT)),
        }
        if view.get("default_order"):
            lines["order"] = view.get("default_order")
        return lines


def _own_fields(arch):
    """The fields of a view, without those of the views inside it."""
    for child in arch:
        if child.tag == "field":
            yield child
        elif isinstance(child.tag, str) and child.tag != "groupby":
            yield from _own_fields(child)


def _modes(node):
    modes = node.get("mode", "list,kanban").replace("tree", "list").split(",")
    return [mode for mode in modes if node.find(mode) is not None]
