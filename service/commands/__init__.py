"""The commands of the service, one in each module; `service.cli` puts them together."""
