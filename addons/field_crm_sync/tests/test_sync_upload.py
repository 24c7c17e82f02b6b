import base64
import hashlib
import uuid

from odoo.tests import tagged

from odoo.addons.field_crm.tests.common import SIGNATURE

from ..models.upload.field_upload import MAX_CHUNK
from .sync_common import SyncCase

PICTURE = base64.b64decode(SIGNATURE)
# A picture may have anything after its end: what fills several parts is one still.
PHOTO = PICTURE + bytes(range(256)) * 4500


@tagged("post_install", "-at_install")
class TestSyncUpload(SyncCase):
    """Photos in parts, apart from the queue."""

    def setUp(self):
        super().setUp()
        self.mobile = self.phone()
        self.sha = hashlib.sha256(PHOTO).hexdigest()

    def _patch(self, data, offset, owner, size=None, sha=None, phone=None):
        return (phone or self.mobile).send(
            f"upload/{sha or self.sha}",
            data,
            "PATCH",
            Content_Type="application/offset+octet-stream",
            Upload_Owner=owner,
            Upload_Length=str(len(PHOTO) if size is None else size),
            Upload_Offset=str(offset),
        )

    def _head(self, owner, phone=None):
        return (phone or self.mobile).send(
            f"upload/{self.sha}", None, "HEAD", Upload_Owner=owner
        )

    def _send(self, owner, **options):
        offset = 0
        while offset < len(PHOTO):
            answer = self._patch(
                PHOTO[offset : offset + MAX_CHUNK], offset, owner, **options
            )
            self.assertEqual(answer.status_code, 200, answer.text)
            offset = answer.json()["offset"]

    def test_a_photo_of_a_visit(self):
        """S2-15: cut off, sent on, sent twice; attached once, to its visit."""
        args = {"partner": self.client.id}
        visit = self.mobile.mutation("VC", args, blobs=[self.sha])
        self.mobile.push(visit)
        owner = visit["uuid"]
        self.assertEqual(self._head(owner).headers["Upload-Offset"], "0")
        self._patch(PHOTO[:MAX_CHUNK], 0, owner)
        again = self._patch(PHOTO[:MAX_CHUNK], 0, owner).json()
        self.assertEqual(again["offset"], MAX_CHUNK)
        self.assertEqual(self._head(owner).headers["Upload-Offset"], str(MAX_CHUNK))
        self._send(owner)
        self._send(owner)
        made = self.client.visit_ids
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "field.visit"), ("res_id", "=", made.id)]
        )
        self.assertEqual(len(attachment), 1)
        self.assertEqual(attachment.raw, PHOTO)
        self.assertEqual(attachment.create_uid, self.rep)

    def test_a_photo_that_is_faster_than_its_visit(self):
        args = {"partner": self.client.id}
        visit = self.mobile.mutation("VC", args, blobs=[self.sha])
        self._send(visit["uuid"])
        self.mobile.push(visit)
        upload = self.env["field.upload"].search([])
        self.assertEqual(upload.state, "attached")
        self.assertEqual(upload.attachment_id.res_id, self.client.visit_ids.id)

    def test_what_the_action_does_not_name_stays_away(self):
        """Nothing is hung on a record that its action did not speak of."""
        visit = self.mobile.mutation("VC", {"partner": self.client.id})
        self.mobile.push(visit)
        self._send(visit["uuid"])
        self.assertEqual(self.env["field.upload"].search([]).state, "complete")

    def test_bytes_that_are_others(self):
        """What does not match its SHA-256 begins anew; a script is refused."""
        owner = str(uuid.uuid4())
        answer = self._patch(b"x" * 100, 0, owner, size=100)
        self.assertEqual(answer.json()["offset"], 0)
        script = b"<html><script>alert(1)</script></html>"
        sha = hashlib.sha256(script).hexdigest()
        answer = self._patch(script, 0, owner, size=len(script), sha=sha)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.env["field.upload"].search([("sha256", "=", sha)]))

    def test_limits(self):
        """Too long a part, too large a photo, too much in a day."""
        owner = str(uuid.uuid4())
        for data, size, status in (
            (b"x" * (MAX_CHUNK + 1), MAX_CHUNK + 1, 413),
            (b"x", 10**8, 400),
            (b"xx", 1, 400),
            (b"", 1, 400),
        ):
            answer = self._patch(data, 0, owner, size=size)
            self.assertEqual(answer.status_code, status, answer.text)
            self.assertIn("error", answer.json())
        self.company.field_upload_megabytes = 1
        self.assertEqual(self._patch(PHOTO[:10], 0, owner).status_code, 400)
        self.assertFalse(self.env["field.upload"].search([]))

    def test_another_reps_photo(self):
        """Neither asked about, nor continued, nor overwritten."""
        args = {"partner": self.client.id}
        visit = self.mobile.mutation("VC", args, blobs=[self.sha])
        self.mobile.push(visit)
        self._patch(PHOTO[:1000], 0, visit["uuid"])
        other = self.phone(self.other_rep)
        self.assertEqual(self._head(visit["uuid"], other).status_code, 400)
        answer = self._patch(PHOTO[1000:2000], 1000, visit["uuid"], phone=other)
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.env["field.upload"].search([]).received, 1000)

    def test_malformed_headers(self):
        for headers in (
            {"Upload_Owner": "nobody"},
            {"Upload_Owner": str(uuid.uuid4()), "Upload_Length": "-1"},
            {"Upload_Owner": str(uuid.uuid4()), "Upload_Length": "9" * 30},
        ):
            answer = self.mobile.send(f"upload/{self.sha}", b"x", "PATCH", **headers)
            self.assertEqual(answer.json()["error"]["code"], "malformed")
        answer = self.mobile.send("upload/photo", b"x", "PATCH")
        self.assertEqual(answer.status_code, 400)
