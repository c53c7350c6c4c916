"""``outpost template``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.commands.arguments import Commands, text
from desktop_app.commands.call import Invocation, Outcome, printable
from desktop_app.domain.errors import KnownError

if TYPE_CHECKING:
    from desktop_app.domain.templates import ImportedTemplates, Template
    from desktop_app.services.templates import TemplateService


def register(commands: Commands) -> None:
    template = commands.family("template", "templates of mail")
    template.add("list", list_templates, "list templates")
    bring = template.add("import", import_templates, "bring the files of a folder in")
    bring.add_argument("folder", metavar="DIR")
    out = template.add("export", export_templates, "write each template into a file of a folder")
    out.add_argument("folder", metavar="DIR")
    render = template.add("render", render_template, "a template for a lead, as it would be sent")
    render.add_argument("name", type=text, metavar="NAME")
    render.add_argument("--lead", type=text, required=True, metavar="EMAIL")


def list_templates(call: Invocation) -> Outcome:
    with call.opened() as opened:
        found = opened.services().for_user(call.user(opened)).templates.list()
    lines = [
        "\t".join(
            map(
                printable,
                (
                    each.category or "-",
                    each.name,
                    each.tone,
                    "default" if each.is_default else "",
                    "" if each.mine else f"of {each.owner}",
                ),
            )
        ).rstrip()
        for each in found
    ]
    return Outcome([_document(each) for each in found], "\n".join(lines))


def import_templates(call: Invocation) -> Outcome:
    from desktop_app.system.paths import given_path

    path = given_path(call.arguments.folder)
    with call.opened() as opened:
        templates = opened.services().for_user(call.user(opened)).templates
        result, _ = templates.import_folder(path)
    return Outcome(
        {
            "added": result.added,
            "updated": result.updated,
            "skipped": result.skipped,
            "faults": [{"file": name, "reason": reason} for name, reason in result.faults],
        },
        _told(result),
        1 if result.faults else 0,
        _complaint(result),
    )


def export_templates(call: Invocation) -> Outcome:
    from desktop_app.system.paths import given_path

    path = given_path(call.arguments.folder)
    with call.opened() as opened:
        count = opened.services().for_user(call.user(opened)).templates.export_folder(path)
    said = "1 template" if count == 1 else f"{count} templates"
    return Outcome({"templates": count, "path": str(path)}, f"{said} written to {path}")


def render_template(call: Invocation) -> Outcome:
    from desktop_app.domain.templates import TemplateFailed

    with call.opened() as opened:
        services = opened.services().for_user(call.user(opened))
        template = _called(services.templates, call.arguments.name)
        lead = services.actions.lead_of(call.arguments.lead)
        try:
            made = services.templates.render(template.text, lead)
        except TemplateFailed as failed:
            raise KnownError(
                f"“{template.name}” cannot be used.", f"In its {failed.fault.part}: {failed}"
            ) from failed
    if made.missing:
        verb = "has" if len(made.missing) == 1 else "have"
        raise KnownError(
            f"{', '.join(made.missing)} {verb} no value for {call.arguments.lead}.",
            "Give the lead one, or the template a fallback.",
        )
    document = {"subject": made.subject, "html": made.html, "plain": made.plain}
    return Outcome(document, f"{made.subject}\n\n{made.plain}")


def _called(templates: TemplateService, name: str) -> Template:
    """The template of a name, one's own before others'.

    Raises:
        KnownError: there is none, or there are several.
    """
    wanted = name.strip().casefold()
    found = [each for each in templates.list() if each.name.casefold() == wanted]
    found = [each for each in found if each.mine] or found
    if not found:
        raise KnownError(f"There is no template “{name}”.", "See: outpost template list")
    if len(found) > 1:
        raise KnownError(f"{len(found)} templates are called “{name}”.", "Give one another name.")
    return found[0]


def _document(template: Template) -> dict[str, object]:
    return {
        "id": template.id,
        "name": template.name,
        "category": template.category,
        "tone": template.tone,
        "default": template.is_default,
        "mine": template.mine,
        "shared": template.shared,
        "owner": template.owner,
        "subject": template.text.subject,
    }


def _told(result: ImportedTemplates) -> str:
    parts = ((result.added, "added"), (result.updated, "updated"), (result.skipped, "unchanged"))
    said = [f"{count} {word}" for count, word in parts if count]
    return ", ".join(said) or "Nothing was imported"


def _complaint(result: ImportedTemplates) -> str:
    return "; ".join(f"{printable(name)}: {printable(reason)}" for name, reason in result.faults)
