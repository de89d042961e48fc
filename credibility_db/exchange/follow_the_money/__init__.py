"""FollowTheMoney: entities and links of OpenSanctions and Aleph as incoming records, and the table that joins the vocabularies."""

from credibility_db.exchange.follow_the_money.reader import Collection, FollowTheMoneyReader

__all__ = ["Collection", "FollowTheMoneyReader"]
