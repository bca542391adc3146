"""Pieces that are stranger than what Typst makes: stamped pages, foreign names, bitten tails."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from sphinx_typst.bind import Lost, Metadata, Piece, Spot, bind, release

from .anatomy import examine

METADATA = Metadata("Strange", ("Ada Example",), language="en")


def element(pdf, parent, role, **more):
    """Add an element to the structure tree."""
    made = pdf.make_indirect(
        Dictionary({"/Type": Name.StructElem, "/S": Name(role), "/P": parent, "/K": Array([])})
    )
    for key, value in more.items():
        made[f"/{key}"] = value
    parent.K.append(made)
    return made


@pytest.fixture
def stamped(tmp_path):
    """Make a tagged PDF by hand: a form with marks of its own, roles, classes, a link."""

    def make(name, role="/Note", link=None, uri=None):
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(300, 300))
        page = pdf.pages[0].obj
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([])))
        pdf.Root.StructTreeRoot = root
        document = element(pdf, root, "/Document")
        body = element(pdf, document, "/Special", Pg=page, C=Name.Kind, ID=String("a"))
        form = pdf.make_indirect(
            Stream(pdf, b"/P <</MCID 0>> BDC EMC", Type=Name.XObject, Subtype=Name.Form)
        )
        form.BBox, form.StructParents = Array([0, 0, 9, 9]), 7
        mark = Dictionary(Type=Name.MCR, Pg=page, Stm=form, MCID=0)
        body.K.append(mark)
        page.Resources = Dictionary(XObject=Dictionary(Fm=form))
        page.Contents = Stream(pdf, b"/P <</MCID 0>> BDC EMC /Fm Do")
        page.StructParents = 3
        text = element(pdf, document, "/P", Pg=page)
        text.K.append(0)
        anchor = element(pdf, document, "/Link", Pg=page)
        annotation = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
                       Contents=String("a link"), F=4, StructParent=5)
        )  # fmt: skip
        if uri is not None:
            annotation.A = Dictionary(S=Name.URI, URI=String(uri))
        elif link is not None:
            annotation.Dest = link
        anchor.K.append(Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation))
        page.Annots = Array([annotation])
        root.RoleMap = Dictionary({"/Special": Name(role)})
        root.ClassMap = Dictionary(Kind=Dictionary(O=Name.Layout, SpaceBefore=len(role)))
        root.IDTree = Dictionary(Names=Array([String("a"), body]))
        root.ParentTree = Dictionary(Nums=Array([3, Array([text]), 5, anchor, 7, Array([body])]))
        path = tmp_path / f"{name}.pdf"
        pdf.save(path)
        return path

    return make


def test_forms_and_links_get_numbers_of_their_own(stamped, tmp_path):
    spots = {"b#x": Spot(1)}
    one = stamped("one", uri=" X-Volume:b%23x")
    assert examine(one).flaws == []
    pieces = [Piece(one), Piece(stamped("two", uri="x-volume:b%23x"), spots=spots)]
    bound = bind(pieces, tmp_path / "volume.pdf", metadata=METADATA)
    body = examine(bound.path)
    assert body.flaws == []
    assert len(body.marks) == 4
    assert bound.lost == ()


def test_roles_and_classes_that_mean_different_things_are_told_apart(stamped, tmp_path):
    roles = ["/Note", "/Quote", "/Note"]
    pieces = [Piece(stamped(f"p{n}", role)) for n, role in enumerate(roles)]
    bound = bind(pieces, tmp_path / "volume.pdf", metadata=METADATA)
    assert examine(bound.path).flaws == []
    with pikepdf.open(bound.path) as pdf:
        root = pdf.Root.StructTreeRoot
        specials = [part.K[0] for part in root.K[0].K]
        assert [root.RoleMap[str(one.S)] for one in specials] == roles
        classes = [one.C if isinstance(one.C, Name) else one.C[0] for one in specials]
        assert [root.ClassMap[str(one)].SpaceBefore for one in classes] == [5, 6, 5]


def test_broken_links_are_named_and_become_text(stamped, tmp_path):
    links = [String("gone"), Array([Name.Null, Name.Fit]), Name.Away]
    pieces = [Piece(stamped(f"p{n}", link=link)) for n, link in enumerate(links)]
    bound = bind(pieces, tmp_path / "volume.pdf", metadata=METADATA)
    assert bound.lost == (Lost(0, 1, "gone"), Lost(1, 1, ""), Lost(2, 1, "Away"))
    body = examine(bound.path)
    assert body.flaws == []
    assert "/Link" not in body.roles


def test_a_piece_cannot_take_the_label_of_another(stamped, tmp_path):
    thief = stamped("thief", link=String("b#x"))
    with pikepdf.open(thief, allow_overwriting_input=True) as pdf:
        own = Array([pdf.pages[0].obj, Name.Fit])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("b#x"), own])))
        pdf.save()
    pieces = [Piece(thief), Piece(stamped("owner", uri="x-volume:b%23x"), spots={"b#x": Spot(1)})]
    bound = bind(pieces, tmp_path / "volume.pdf", metadata=METADATA)
    with pikepdf.open(bound.path) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        assert names["b#x"][0].objgen == pdf.pages[2].obj.objgen
        # Its own link leads to its own page, under another name.
        assert names[str(pdf.pages[0].obj.Annots[0].Dest)][0].objgen == pdf.pages[0].obj.objgen


@pytest.mark.parametrize(
    "uri", ["x-volume:", "x-volume:%", "x-volume:%FF%00", "x-volume:" + "a" * 9999]
)
def test_labels_without_sense_lead_nowhere(stamped, tmp_path, uri):
    bound = bind([Piece(stamped("p", uri=uri))], tmp_path / "volume.pdf", metadata=METADATA)
    assert len(bound.lost) == 1
    assert examine(bound.path).flaws == []


def test_other_addresses_stay(stamped, tmp_path):
    path = stamped("p", uri="https://example.org/?x-volume:a")
    released = release(Piece(path), tmp_path / "p2.pdf", metadata=METADATA, links=lambda _: "no")
    with pikepdf.open(released.path) as pdf:
        assert pdf.pages[0].obj.Annots[0].A.URI == "https://example.org/?x-volume:a"


def test_tails_that_are_bitten_end(stamped, tmp_path):
    path = stamped("p")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        document.K.append(document)
        item = pdf.make_indirect(Dictionary(Title=String("Round")))
        item.Next = item
        item.First = item
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item))
        form = pdf.pages[0].obj.Resources.XObject.Fm
        form.Resources = Dictionary(XObject=Dictionary(Fm=form))
        pdf.save()
    bound = bind([Piece(path)] * 3, tmp_path / "volume.pdf", metadata=METADATA)
    assert bound.labels == ("1", "2", "1", "2", "1")


def test_what_a_document_does_is_left_behind(stamped, tmp_path):
    path = stamped("p")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        act = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.Root.OpenAction = act
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), act])))
        pdf.pages[0].obj.AA = Dictionary(O=act)
        pdf.save()
    bound = bind([Piece(path)], tmp_path / "volume.pdf", metadata=METADATA)
    with pikepdf.open(bound.path) as pdf:
        assert not [one for one in pdf.objects if b"alert" in one.unparse(resolved=True)]


def test_layers_that_were_hidden_stay_so(stamped, tmp_path):
    paths = [stamped("a"), stamped("b"), stamped("c")]
    for path, state in zip(paths, ({"BaseState": Name.OFF}, {}, None), strict=True):
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
            if state is not None:
                pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(**state))
                pdf.pages[0].obj.Resources.Properties = Dictionary(Oc=group)
            pdf.save()
    bound = bind([Piece(path) for path in paths], tmp_path / "volume.pdf", metadata=METADATA)
    with pikepdf.open(bound.path) as pdf:
        properties = pdf.Root.OCProperties
        used = [page.Resources.get("/Properties") for page in list(pdf.pages)[::2]]
        assert [one and one.Oc.objgen for one in used] == [
            *(group.objgen for group in properties.OCGs), None,
        ]  # fmt: skip
        assert [group.objgen for group in properties.D.OFF] == [properties.OCGs[0].objgen]
        assert len(properties.D.Order) == 2
