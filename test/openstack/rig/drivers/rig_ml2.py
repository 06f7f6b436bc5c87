"""An ML2 driver that binds every port at once: the rig has no network agents. Found through its entry point."""
from neutron_lib.plugins.ml2 import api


class Driver(api.MechanismDriver):
    connectivity = 'l2'

    def initialize(self):
        pass

    def bind_port(self, context):
        segment = context.segments_to_bind[0]
        context.set_binding(segment[api.ID], 'ovs', {'port_filter': False}, status='ACTIVE')
