"""The format `oai`: live harvests of OAI-PMH endpoints, and saved answers of them."""

from loaders.oai.harvest import OaiHarvest

FORMAT = OaiHarvest()
